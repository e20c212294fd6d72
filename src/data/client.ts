import type { Row } from '../shared/metadata/row.ts';
import type { Query } from '../shared/query/ast.ts';
import type { Operation, OutboxEntry } from '../store/entry.ts';
import type { SyncStatus } from '../sync/status.ts';

/** Result rows carry the primary id under the table's primary id column, lookups' names under `<column>__name`. */
export interface LiveRow {
  readonly id: string;
  readonly values: Row;
  /** Access-rights bits of the root row. */
  readonly rights: number;
  /** An unsent entry writes it; `problem`: one that was refused, conflicted or parked. */
  readonly pending?: 'waiting' | 'problem';
}

export interface LiveResult {
  readonly rows: readonly LiveRow[];
  /** All matching rows, beyond the window too. */
  readonly total: number;
  /** Where `rows` start: the window's offset when the query ran. A result may still come for the window before. */
  readonly offset?: number;
}

export interface Window {
  readonly offset: number;
  readonly limit: number;
}

export interface Subscription {
  /** Moves the window; the callback comes again. */
  setWindow(window: Window): void;
  close(): void;
}

/** One record of the signed-in person's view: stored row ⊕ outbox. */
export interface RecordView extends LiveRow {
  readonly version: string | null;
  readonly entries: readonly OutboxEntry[];
}

/** The one door for pages: everything they read and write goes through it, and nothing else does I/O. */
export interface DataClient {
  /**
   * Calls back with the first result and after every change that touches it, until closed. A query that fails calls
   * `onError` instead and stays open: the next change tries again.
   */
  subscribe(
    query: Query,
    window: Window,
    onResult: (result: LiveResult) => void,
    onError?: (error: Error) => void,
  ): Subscription;
  /** As {@link subscribe}, for one record; undefined when it is not there. */
  watchRecord(table: string, id: string, onResult: (record: RecordView | undefined) => void): { close(): void };
  read(query: Query, window?: Window): Promise<LiveResult>;
  /** Durable when the promise resolves (I2); one transaction for all operations. Titles name the records. */
  save(operations: readonly { readonly operation: Operation; readonly title: string }[]): Promise<void>;
  /** Entries in order made. */
  watchOutbox(onChange: (entries: readonly OutboxEntry[]) => void): { close(): void };
  /** The person's decision to drop an entry; sealed ones answer `sealed`. */
  discard(entryId: string): Promise<'discarded' | 'sealed' | 'gone'>;
  /** Sends a refused or parked entry again as a new attempt. */
  retry(entryId: string): Promise<void>;
  watchStatus(onStatus: (status: SyncStatus) => void): { close(): void };
  syncNow(): Promise<void>;
  usage(): Promise<{ readonly rows: Readonly<Record<string, number>>; readonly bytes: number }>;
  close(): Promise<void>;
}
