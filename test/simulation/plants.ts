import { sql } from 'kysely';
import type { ChangeSource } from '../../server/sync/change-source.ts';

/** Defects the simulation must find: if it does not, it is the simulation that is broken. */
export const plants = [
  'drop-before-acknowledgement',
  'no-idempotency-key',
  'sequence-cursor',
  'endless-patience',
] as const;
export type Plant = (typeof plants)[number];

const idColumn = (table: string): string => `${table}id`;

/** The classic mistake: "everything above the highest number I have seen", although numbers commit out of order. */
export function sequenceCursor(tables: readonly string[]): ChangeSource {
  const highest = tables.map(
    (table) => sql`(select coalesce(max(versionnumber), 0) from ${sql.table(`data.${table}`)})`,
  );
  return {
    async mark(tx) {
      const result = await sql<{ cursor: string }>`
        select greatest(${sql.join(highest)})::text as cursor`.execute(tx);
      return { watermark: result.rows[0]?.cursor ?? '0', snapshot: null };
    },
    reaches: async () => true,
    changed: async () => true,
    async changedIds(tx, table, { watermark }) {
      if (!tables.includes(table)) return [];
      const result = await sql<{ id: string }>`
        select ${sql.ref(idColumn(table))}::text as id from ${sql.table(`data.${table}`)}
          where versionnumber > ${watermark}::text::bigint
        union select row_id::text from haversack.change_log where table_name = ${table} and op = 'd'`.execute(
        tx,
      );
      return result.rows.map((row) => row.id);
    },
  };
}
