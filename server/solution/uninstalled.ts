import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** Solutions that were uninstalled on purpose: a start does not bring bundled ones among them back. */
const key = 'uninstalled-solutions';

/** Their unique names in lower case. */
export async function readUninstalled(db: Db): Promise<ReadonlySet<string>> {
  const found = await sql<{ name: string }>`
    select jsonb_array_elements_text(value) as name from haversack.setting where key = ${key}`.execute(db);
  return new Set(found.rows.map((row) => row.name));
}

async function write(db: Db, names: ReadonlySet<string>): Promise<void> {
  await sql`
    insert into haversack.setting (key, value) values (${key}, cast(${JSON.stringify([...names].sort())} as jsonb))
    on conflict (key) do update set value = excluded.value`.execute(db);
}

export async function noteUninstalled(db: Db, solution: string): Promise<void> {
  await write(db, new Set([...(await readUninstalled(db)), solution.toLowerCase()]));
}

/** An import by hand takes the note back. */
export async function forgetUninstalled(db: Db, solution: string): Promise<void> {
  const names = new Set(await readUninstalled(db));
  if (names.delete(solution.toLowerCase())) await write(db, names);
}
