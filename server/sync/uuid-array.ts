import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/** One parameter for a list of ids, read the same by both drivers. */
export function uuidArray(ids: readonly string[]): RawBuilder<string[]> {
  return sql`(${`{${ids.join(',')}}`}::text)::uuid[]`;
}
