import { sql } from 'kysely';
import type { Db, Tx } from '../db/database.ts';

/** What a plan had seen. */
export interface Mark {
  /** Every change that was not visible to the plan, then or ever, is at or after it. */
  readonly watermark: string;
  /**
   * The plan's whole snapshot: of the changes after the watermark, those it saw. null: not known, all of them count as
   * unseen, which costs a second look and misses nothing.
   */
  readonly snapshot: string | null;
}

/** Tells which rows were written since a mark. */
export interface ChangeSource {
  /** The mark of this transaction's snapshot. */
  mark(tx: Tx): Promise<Mark>;
  /** False if changes since the watermark are not all known any more: everything must be compared then. */
  reaches(tx: Tx, watermark: string): Promise<boolean>;
  /** True if one of the tables may have changed since, also where that is not known any more. */
  changed(db: Db | Tx, tables: readonly string[], watermark: string): Promise<boolean>;
  /** Ids of rows of the table written since, each once, at most `limit`. */
  changedIds(tx: Tx, table: string, since: Mark, limit: number): Promise<string[]>;
}

/**
 * Entries below the floor are deleted (retention.ts). A watermark ahead of the database's counter comes from another
 * cluster, from where the database was copied. Read in the statement that reads the log: one snapshot, no gap.
 */
const isLogged = (watermark: string) => sql<boolean>`(
  select f.floor <= ${watermark}::text::xid8 and ${watermark}::text::xid8 <= pg_snapshot_xmax(pg_current_snapshot())
  from haversack.change_floor f)`;

/**
 * The change log by transaction id. Sequences commit out of order, so a cursor on one loses rows for ever; below
 * pg_snapshot_xmin every transaction has ended, so what a reader takes from there on can only repeat, never miss. One long
 * transaction anywhere in the cluster holds that bound back for hours; the snapshot tells what was seen already.
 */
export const transactionChanges: ChangeSource = {
  async mark(tx) {
    const result = await sql<Mark>`select pg_snapshot_xmin(pg_current_snapshot())::text as watermark,
      pg_current_snapshot()::text as snapshot`.execute(tx);
    return result.rows[0] ?? { watermark: '0', snapshot: null };
  },

  async reaches(tx, watermark) {
    const result = await sql<{ reaches: boolean }>`select ${isLogged(watermark)} as reaches`.execute(tx);
    return result.rows[0]?.reaches === true;
  },

  // `order by cs desc limit 1` always walks the index; `exists (… cs >= $1)` becomes a sequential scan as soon as
  // the prepared statement gets its generic plan.
  async changed(db, tables, watermark) {
    if (tables.length === 0) return false;
    const probes = tables.map(
      (table) => sql`coalesce((select cs from haversack.change_log where table_name = ${table}
        order by table_name desc, cs desc limit 1) >= ${watermark}::text::xid8, false)`,
    );
    const result = await sql<{ changed: boolean }>`
      select not ${isLogged(watermark)} or ${sql.join(probes, sql` or `)} as changed`.execute(db);
    return result.rows[0]?.changed === true;
  },

  async changedIds(tx, table, { watermark, snapshot }, limit) {
    const result = await sql<{ row_id: string }>`
      select distinct row_id from haversack.change_log
      where table_name = ${table} and cs >= ${watermark}::text::xid8
        and ${snapshot === null ? sql`true` : sql`not pg_visible_in_snapshot(cs, ${snapshot}::text::pg_snapshot)`}
      limit ${limit}`.execute(tx);
    return result.rows.map((row) => row.row_id);
  },
};
