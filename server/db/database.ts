import type { Kysely, Transaction } from 'kysely';
import type { Messages } from './messages.ts';

/**
 * Tables are known at run time only, so rows are untyped at this border; every reader parses or selects through
 * server/query/column-sql.ts, which gives the canonical values of src/shared/metadata/row.ts on both drivers.
 */
export type DynamicSchema = Record<string, Record<string, unknown>>;
export type Db = Kysely<DynamicSchema>;
export type Tx = Transaction<DynamicSchema>;

/** PostgreSQL schemas: `data` holds one table per Dataverse table; `haversack` our internal ones. */
export const dataSchema = 'data';
export const internalSchema = 'haversack';

/** An open database of either kind. Kysely's transactions are the only way to write. */
export interface Database {
  readonly kind: 'pglite' | 'postgres';
  readonly db: Db;
  /** Among several servers on one PostgreSQL; absent with PGlite, which serves one process alone. */
  readonly messages?: Messages;
  /** Runs one or more statements without parameters: migrations and DDL only. */
  script(sql: string): Promise<void>;
  close(): Promise<void>;
}
