import type { LiveResult, LiveRow, RecordView, Window } from '../query/live-result.ts';
import type { Query } from '../shared/query/ast.ts';
import type { Operation, OutboxEntry } from '../store/entry.ts';
import type { SyncStatus } from '../sync/status.ts';

export type { LiveResult, LiveRow, RecordView, Window };

export interface Subscription {
  /** Moves the window; the callback comes again. */
  setWindow(window: Window): void;
  close(): void;
}

/** One operation of a save. */
export interface SaveOperation {
  readonly operation: Operation;
  /** Primary name of the record, for lists of waiting changes. */
  readonly title: string;
  /** An update of the same form session: goes into the row's last entry if that still waits. Default: an entry of its own. */
  readonly merge?: boolean;
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
  /** Durable when the promise resolves (I2); one transaction for all operations. Throws AppError `bad-value`. */
  save(operations: readonly SaveOperation[]): Promise<void>;
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
