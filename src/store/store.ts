import type { Guid } from '../shared/base/guid.ts';
import type { Row, RowValue } from '../shared/metadata/row.ts';
import type { WireRow } from '../shared/protocol/pull.ts';
import type { OutboxEntry } from './entry.ts';

/** A row as the server said it (I1): never touched by what the person does. */
export interface StoredRow {
  readonly id: Guid;
  /** versionnumber, decimal text. */
  readonly version: string;
  /** Access-rights bits, see shared/security. */
  readonly rights: number;
  readonly values: Row;
  /** One of `values`, from a row that makes them only when asked for. */
  cell?(column: string): RowValue | undefined;
}

/** Rows of one shape as they travelled, which is how they rest too: nothing is written anew. */
export interface RowBatch {
  /** Column that repeats each row's id, beside `versionnumber`, which repeats its version. */
  readonly primaryId: string;
  readonly columns: readonly string[];
  /** id, version, rights, then the values of `columns`. */
  readonly rows: readonly WireRow[];
  /** `rows` as JSON. */
  readonly json: string;
}

export interface PutOptions {
  readonly force?: boolean;
  readonly replaceEqual?: boolean;
}

/** Names a lookup target that is not carried itself: enough to show it. */
export interface Stub {
  readonly table: string;
  readonly id: Guid;
  readonly name: string;
  readonly version: string;
}

export type Durability =
  /** On disk before the promise resolves: saves, seals, settlements (I2). */
  | 'strict'
  /** May be lost, whole, in a power cut: pull chunks with their cookie. */
  | 'relaxed';

/** What a committed transaction changed; hints for live queries. */
export interface StoreChange {
  /** Tables whose rows or whose outbox overlay may differ. */
  readonly tables: ReadonlySet<string>;
  /** Those of them whose stored rows or stubs were written; the others differ by the outbox alone. */
  readonly rows: ReadonlySet<string>;
  readonly outbox: boolean;
  /** State keys written. */
  readonly state: ReadonlySet<string>;
}

/**
 * Reads and writes of one transaction. The callback awaits nothing but these methods: IndexedDB commits a
 * transaction that waits for anything else. All of it commits, or none.
 */
export interface StoreTransaction {
  /**
   * Row with the same or a higher version already there: kept (the row store never goes back), unless `force`.
   * `replaceEqual`: one of the same version is replaced (rights or columns changed without a new version).
   */
  putRows(table: string, rows: readonly StoredRow[], options?: PutOptions): Promise<void>;
  /** As {@link putRows}, for rows in bulk. */
  putBatch(table: string, batch: RowBatch, options?: PutOptions): Promise<void>;
  /** Takes the stubs of these ids too. Absent ids are no error. */
  removeRows(table: string, ids: readonly Guid[]): Promise<void>;
  /** Forgets every row of the table. */
  clearTable(table: string): Promise<void>;
  putStubs(stubs: readonly Stub[]): Promise<void>;
  /** Forgets the stubs of every table. */
  clearStubs(): Promise<void>;
  /** Adds with the next sequence number; an entry with the same id already there is left as it is. */
  addEntry(entry: Omit<OutboxEntry, 'sequence'>): Promise<OutboxEntry>;
  /** Replaces the entry of that id; throws when it is gone (a caller lost a race it must know about). */
  replaceEntry(entry: OutboxEntry): Promise<void>;
  /** Only for an acknowledgement or the person's decision (I3). */
  removeEntry(id: Guid): Promise<void>;
  /** All readable entries in sequence order. */
  entries(): Promise<readonly OutboxEntry[]>;
  getState(key: string): Promise<unknown>;
  /** Structured-clonable values; `undefined` removes the key. */
  setState(key: string, value: unknown): Promise<void>;
}

/** Everything of one table in memory: rows by id, as the server said them. Changes only by committed transactions. */
export interface TableRows {
  readonly rows: ReadonlyMap<Guid, StoredRow>;
}

/**
 * The device's database for one person: rows, stubs, outbox and sync state in one place, so that one transaction
 * covers them. Two implementations, IndexedDB and memory, pass one suite (test/conformance).
 */
export interface Store {
  /** Random, made with the database and dying with it; names this store to the server. */
  readonly id: Guid;
  readonly personId: Guid;
  /** Runs serially with other transactions of this store, in this tab and in others. */
  transact<T>(durability: Durability, run: (transaction: StoreTransaction) => Promise<T>): Promise<T>;
  /** Loads the table at first use and keeps it; later calls are cheap and see every committed change. */
  table(name: string): Promise<TableRows>;
  /** Forgets the table in memory, for one that no view shows; the next use reads it again. */
  release(name: string): void;
  /** The stub's name for a row that is not carried. */
  stubs(table: string): Promise<ReadonlyMap<Guid, Stub>>;
  /** Sequence order; entries that cannot be decoded come back as parked with their raw value kept. */
  entries(): Promise<readonly OutboxEntry[]>;
  getState(key: string): Promise<unknown>;
  /** Called after each commit, this tab's and other tabs'. Returns the way to stop. */
  subscribe(listener: (change: StoreChange) => void): () => void;
  /** Rows per table, estimated bytes. */
  usage(): Promise<{ readonly rows: Readonly<Record<string, number>>; readonly bytes: number }>;
  close(): Promise<void>;
  /** Deletes the database, unsent entries with it: ask the person first (S3). */
  destroy(): Promise<void>;
}
