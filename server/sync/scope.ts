import type { RawBuilder } from 'kysely';

/** A table whose rows a device carries; SQL parts speak of the row as alias `r`. */
export interface ScopeTable {
  readonly name: string;
  readonly primaryId: string;
  /** Delivered columns in wire order, the primary id and versionnumber left out. */
  readonly columns: readonly string[];
  /** Numbers the delivered columns, never 0: another number resends every row. */
  readonly shape: number;
  /** `schema.table as r` */
  readonly from: RawBuilder<unknown>;
  readonly id: RawBuilder<string>;
  readonly version: RawBuilder<string>;
  /** The row is in the person's scope now; includes the right to read it. */
  readonly selected: RawBuilder<boolean>;
  /** Other tables that decide `selected`: where one of them was written, every row of this one is compared. */
  readonly selectedThrough: readonly string[];
  /** Access-rights bits. */
  readonly rights: RawBuilder<number>;
  /** Text of the whole wire row: a JSON array of id, version, rights and the values in wire order. */
  readonly json: RawBuilder<string>;
  /** Columns naming rows that travel as stubs. */
  readonly stubColumns: readonly {
    readonly sql: RawBuilder<string | null>;
    readonly targets: readonly string[];
  }[];
}

/** A table whose rows travel only as id and name, where a carried row refers to them. */
export interface StubTable {
  readonly name: string;
  readonly from: RawBuilder<unknown>;
  readonly id: RawBuilder<string>;
  readonly version: RawBuilder<string>;
  /** The person may read the row. */
  readonly selected: RawBuilder<boolean>;
  readonly label: RawBuilder<string>;
}

/**
 * What one person's devices carry, all of it as SQL: the replaceable part of pull. An implementation promises that
 * whether a row is selected, its rights and its content change only with a change-log entry of that row or of a table named
 * in `selectedThrough`, or with `key`.
 */
export interface Scope {
  /** Differs whenever rows may enter, leave or change without being written: then everything is compared. */
  readonly key: string;
  readonly tables: readonly ScopeTable[];
  readonly stubTables: readonly StubTable[];
  /** By stub table, a hash of what of it the person may read: another one means that some names may have to leave. */
  readonly names: Readonly<Record<string, string>>;
}
