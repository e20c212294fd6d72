import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/**
 * One parameter for a list of ids. It must be an array parameter: text that is cast to an array is parsed again for
 * every row that a sequential scan compares, seconds for 500 ids.
 */
export function uuidArray(ids: readonly string[]): RawBuilder<string[]> {
  return sql`${[...ids]}::uuid[]`;
}

/**
 * `from` clause of the rows with these ids as alias `r`, each by its index: with `offset 0` the planner cannot turn it into
 * a scan of a middling table for every chunk, which doubles the time of a first pull.
 */
export function rowsById(
  table: { readonly from: RawBuilder<unknown>; readonly id: RawBuilder<string> },
  ids: readonly string[],
): RawBuilder<unknown> {
  return sql`unnest(${uuidArray(ids)}) as wanted (id)
    cross join lateral (select * from ${table.from} where ${table.id} = wanted.id offset 0) as r`;
}

/** Ids in one statement: small ones keep stable plans. */
const idsPerStatement = 1_000;

/** Parts of a list, each small enough for one statement. */
export function* piecesOf(ids: readonly string[]): Iterable<readonly string[]> {
  for (let start = 0; start < ids.length; start += idsPerStatement)
    yield ids.slice(start, start + idsPerStatement);
}
