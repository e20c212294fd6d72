import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { KeptComponent } from './solution-model.ts';

/** Stores what the solution brings and nothing uses yet, replacing what it brought before; returns how many differed. */
export async function keepComponents(
  db: Db,
  solution: string,
  kept: readonly KeptComponent[],
): Promise<number> {
  const found = await sql<{ kind: string; name: string; hash: string }>`
    select kind, name, hash from haversack.solution_component where solution = ${solution}`.execute(db);
  const before = new Map(found.rows.map((row) => [`${row.kind}\n${row.name}`, row.hash]));
  let changed = 0;
  for (const { kind, name, body } of kept) {
    const hash = createHash('sha256').update(body).digest('hex');
    const key = `${kind}\n${name}`;
    const known = before.get(key);
    before.delete(key);
    if (known === hash) continue;
    changed += 1;
    await sql`
      insert into haversack.solution_component (solution, kind, name, hash, body)
      values (${solution}, ${kind}, ${name}, ${hash}, decode(${Buffer.from(body).toString('base64')}, 'base64'))
      on conflict (solution, kind, name) do update set hash = excluded.hash, body = excluded.body`.execute(
      db,
    );
  }
  for (const key of before.keys()) {
    const [kind, name] = key.split('\n');
    changed += 1;
    await sql`delete from haversack.solution_component
      where solution = ${solution} and kind = ${kind} and name = ${name}`.execute(db);
  }
  return changed;
}
