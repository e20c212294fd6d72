import { Worker } from 'node:worker_threads';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Logger } from '../../src/shared/base/logger.ts';
import { DatabaseFault } from './database-fault.ts';
import type { EngineResult } from './pglite-engine.ts';
import type { PgliteAnswer, PgliteRequest } from './pglite-messages.ts';
import type { PgliteSession, PgliteSessions } from './pglite-dialect.ts';

interface Pending {
  readonly resolve: (result: EngineResult) => void;
  readonly reject: (error: unknown) => void;
  readonly timer?: NodeJS.Timeout;
}

type RequestBody =
  | { readonly kind: 'query'; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly kind: 'script'; readonly sql: string }
  | { readonly kind: 'close' };

/** One life of the worker thread, from start until it is ended or ends itself. */
class ThreadSession implements PgliteSession {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly opened: Promise<void>;
  readonly ended: Promise<void>;
  #next = 1;
  #failure: Error | undefined;

  constructor(workerFile: URL, folder: string, logger: Logger) {
    this.#worker = new Worker(workerFile, { workerData: { folder } });
    this.opened = new Promise((resolve, reject) => {
      this.#pending.set(0, { resolve: () => resolve(), reject });
    });
    this.#worker.on('message', (answer: PgliteAnswer) => this.#settle(answer));
    this.#worker.on('error', (error) => {
      logger.error('database thread failed', { reason: error.message });
      this.#fail(new AppError('unavailable', { message: 'The database thread failed.' }, { cause: error }));
    });
    this.ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#fail(new AppError('unavailable', { message: 'The database thread ended.' }));
        resolve();
      });
    });
  }

  get isAlive(): boolean {
    return this.#failure === undefined;
  }

  query(sql: string, parameters: readonly unknown[], limit: number): Promise<EngineResult> {
    return this.#ask({ kind: 'query', sql, parameters }, limit);
  }

  async script(sql: string, limit: number): Promise<void> {
    await this.#ask({ kind: 'script', sql }, limit);
  }

  async close(): Promise<void> {
    if (this.isAlive) await this.#ask({ kind: 'close' }, 30_000).catch(() => undefined);
    await this.#worker.terminate();
    await this.ended;
  }

  #ask(body: RequestBody, limit: number): Promise<EngineResult> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#end(limit), limit);
      this.#pending.set(id, { resolve, reject, timer });
      this.#worker.postMessage({ ...body, id } satisfies PgliteRequest);
    });
  }

  /** The statement cannot be stopped from outside, so the thread is; the write-ahead log undoes what it had begun. */
  #end(limit: number): void {
    this.#fail(new AppError('too-slow', { limit }));
    void this.#worker.terminate();
  }

  #settle(answer: PgliteAnswer): void {
    const pending = this.#pending.get(answer.id);
    if (pending === undefined) return;
    this.#pending.delete(answer.id);
    clearTimeout(pending.timer);
    if (answer.ok) pending.resolve({ rows: answer.rows, affectedRows: answer.affectedRows });
    else pending.reject(new DatabaseFault(answer.fault));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const pending of this.#pending.values()) {
      clearTimeout(pending.timer);
      pending.reject(this.#failure);
    }
    this.#pending.clear();
  }
}

/** Sessions in a worker thread; a dead one is replaced when the next connection is taken. */
export class ThreadSessions implements PgliteSessions {
  readonly #workerFile: URL;
  readonly #folder: string;
  readonly #logger: Logger;
  #session: ThreadSession | undefined;

  constructor(workerFile: URL, folder: string, logger: Logger) {
    this.#workerFile = workerFile;
    this.#folder = folder;
    this.#logger = logger;
  }

  async take(): Promise<PgliteSession> {
    if (this.#session?.isAlive === true) return this.#session;
    if (this.#session !== undefined) {
      this.#logger.error('database thread is started again');
      await this.#session.ended;
    }
    const session = new ThreadSession(this.#workerFile, this.#folder, this.#logger);
    this.#session = session;
    await session.opened;
    return session;
  }

  async close(): Promise<void> {
    await this.#session?.close();
    this.#session = undefined;
  }
}
