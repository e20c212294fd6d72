import type { AppPackage } from '../shared/metadata/app.ts';
import { AppError, errorCodes, type ErrorCode } from '../shared/base/app-error.ts';
import type { Query } from '../shared/query/ast.ts';
import type { LiveResult, RecordView, Window } from '../query/live-result.ts';
import type { OutboxEntry } from '../store/entry.ts';
import type { SyncStatus } from '../sync/status.ts';
import type { SaveOperation } from './client.ts';
import type { Person } from './session.ts';

/** A failure as it crosses postMessage: errors lose their code on the way. */
export interface WireError {
  readonly code?: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError };

/** What the worker tells without being asked each time; `watch` is the number the page gave. */
export type WorkerEvent =
  | { readonly watch: number; readonly kind: 'result'; readonly result: LiveResult }
  | { readonly watch: number; readonly kind: 'record'; readonly record: RecordView | undefined }
  | { readonly watch: number; readonly kind: 'outbox'; readonly entries: readonly OutboxEntry[] }
  | { readonly watch: number; readonly kind: 'status'; readonly status: SyncStatus }
  | { readonly watch: number; readonly kind: 'error'; readonly error: WireError };

/** The data worker's side of the channel: structured values only, no shared objects. */
export interface WorkerApi {
  open(
    options: { readonly person: Person; readonly app: AppPackage; readonly formFactor: string },
    /** All that one pass over the data has to tell, in one message. */
    onEvents: (events: readonly WorkerEvent[]) => void,
  ): Promise<Answer<void>>;
  subscribe(watch: number, query: Query, window: Window): void;
  setWindow(watch: number, window: Window): void;
  watchRecord(watch: number, table: string, id: string): void;
  watchOutbox(watch: number): void;
  watchStatus(watch: number): void;
  unwatch(watch: number): void;
  read(query: Query, window?: Window): Promise<Answer<LiveResult>>;
  save(operations: readonly SaveOperation[]): Promise<Answer<void>>;
  discard(entryId: string): Promise<Answer<'discarded' | 'sealed' | 'gone'>>;
  retry(entryId: string): Promise<Answer<void>>;
  syncNow(): Promise<Answer<void>>;
  /** The page came to the front, or the network came or went: workers do not always hear of it themselves. */
  notice(reason: 'visible' | 'online' | 'offline'): void;
  usage(): Promise<Answer<{ rows: Readonly<Record<string, number>>; bytes: number }>>;
  close(): Promise<void>;
}

export function toWireError(error: unknown): WireError {
  if (error instanceof AppError)
    return { code: error.code, message: error.message, details: structuredClone(error.details) };
  return { message: error instanceof Error ? error.message : String(error) };
}

export function fromWireError(error: WireError): Error {
  if (error.code !== undefined && error.code in errorCodes)
    return new AppError(error.code as ErrorCode, { ...error.details, message: error.message });
  return new Error(error.message);
}

/** Runs and answers; failures become values. */
export async function answer<T>(run: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    return { ok: false, error: toWireError(error) };
  }
}

/** The value of an answer, or its failure thrown. */
export function unwrapAnswer<T>(given: Answer<T>): T {
  if (given.ok) return given.value;
  throw fromWireError(given.error);
}
