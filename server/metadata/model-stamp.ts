import { sql } from 'kysely';
import { must } from '../../src/shared/base/assert.ts';
import type { Db } from '../db/database.ts';

/** Tables that the model is read from, beside the metadata documents and the roles' privileges. */
const modelTables = ['role', 'appmoduleroles', 'organization', 'transactioncurrency'] as const;

/** Differs after every committed change of what the model is read from, also one made by another server. */
export async function readModelStamp(db: Db): Promise<string> {
  const result = await sql<{ stamp: string }>`
    select coalesce(sum(times), 0)::text as stamp from haversack.model_change`.execute(db);
  return must(result.rows[0], 'stamp of the model').stamp;
}

/**
 * Makes the tables of the model tell the stamp of their changes; those that do so already are left alone, and those that
 * no solution has brought yet wait for the next call.
 */
export async function watchModelTables(db: Db): Promise<void> {
  const watched = await sql<{ name: string }>`
    select c.relname::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgname = 'note_model_change' and c.relnamespace = 'data'::regnamespace`.execute(db);
  const present = await sql<{ name: string }>`
    select relname::text as name from pg_class where relnamespace = 'data'::regnamespace and relkind = 'r'`.execute(
    db,
  );
  const names = new Set(watched.rows.map((row) => row.name));
  const there = new Set(present.rows.map((row) => row.name));
  for (const table of modelTables)
    if (there.has(table) && !names.has(table))
      await sql`create trigger note_model_change after insert or update or delete on data.${sql.id(table)}
        for each statement execute function haversack.note_model_change()`.execute(db);
}
