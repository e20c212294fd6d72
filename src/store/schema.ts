import type { DBSchema } from 'idb';
import type { Guid } from '../shared/base/guid.ts';
import type { PutMode } from './version.ts';

/**
 * Raised when object stores are added. Changes are additive only: the previous release opens a newer database as it is
 * and finds everything it knows where it was.
 */
export const databaseVersion = 1;

/** Name of a person's database on this device. */
export function databaseName(personId: Guid): string {
  return `haversack-${personId}`;
}

/** Identity of the database; made with it and dying with it. */
export interface Identity {
  readonly id: Guid;
  readonly personId: Guid;
  readonly format: 1;
}

/**
 * What transactions count. `head` is the number of the last log record: a handle whose own number is lower has not seen
 * everything. `outbox` does the same for the outbox; `sequence` is the last one given to an entry.
 */
export interface Counters {
  readonly head: number;
  readonly outbox: number;
  readonly sequence: number;
}

/**
 * Up to 500 rows as a codec left them. `folded`: for the rows in this segment, log records up to this number are in it
 * already.
 */
export interface SegmentRecord {
  readonly folded: number;
  readonly data: unknown;
}

/** One change of one table since its segments were written; the last writer of an id wins. */
export interface LogRecord {
  /** Rows as a codec left them, up to 500. */
  readonly rows?: unknown;
  readonly mode?: PutMode;
  readonly removed?: readonly Guid[];
  /** Numbers of segments that were appended; their rows are not repeated here. */
  readonly segments?: readonly number[];
}

export interface TableRecord {
  readonly nextSegment: number;
  /** Raised when segments were rewritten or cleared: what a handle knows of their contents is void then. */
  readonly layout: number;
  /** Log records up to this number are folded into segments and gone. */
  readonly folded: number;
  /** Log records and rows in them since the last compaction. */
  readonly logRecords: number;
  readonly loggedRows: number;
  /** Rows of the table; null: changed without being in memory, so it must be counted. */
  readonly rows: number | null;
  readonly bytes: number;
}

export const emptyTable: TableRecord = {
  nextSegment: 1,
  layout: 0,
  folded: 0,
  logRecords: 0,
  loggedRows: 0,
  rows: 0,
  bytes: 0,
};

/** Stubs rest as rows of a table of this name: packed, logged and compacted like any other. */
export function stubTable(table: string): string {
  return `stub:${table}`;
}

/** The inverse of {@link stubTable}. */
export const tableOfStubs = (name: string): string => name.slice('stub:'.length);

export const isStubTable = (name: string): boolean => name.startsWith('stub:');

export interface StoreSchema extends DBSchema {
  /** `identity` and `counters`. */
  meta: { key: string; value: Identity | Counters };
  tables: { key: string; value: TableRecord };
  /** By table and segment number. */
  segments: { key: [string, number]; value: SegmentRecord };
  /** By table and log number. */
  log: { key: [string, number]; value: LogRecord };
  /** Entries by sequence number, as whatever version wrote them left them. */
  outbox: { key: number; value: unknown };
  state: { key: string; value: unknown };
}

export const storeNames = ['meta', 'tables', 'segments', 'log', 'outbox', 'state'] as const;
