import { proxy, wrap, type Remote } from 'comlink';
import type { AppPackage } from '../shared/metadata/app.ts';
import type { Query } from '../shared/query/ast.ts';
import type { LiveResult, RecordView, Window } from '../query/live-result.ts';
import type { OutboxEntry } from '../store/entry.ts';
import type { SyncStatus } from '../sync/status.ts';
import type { DataClient, SaveOperation, Subscription } from './client.ts';
import { askForDrain } from './background-drain.ts';
import { deviceClock } from './device-clock.ts';
import { fromWireError, unwrapAnswer, type WorkerApi, type WorkerEvent } from './rpc.ts';
import type { Person } from './session.ts';
import { startDataWorker, type StartedWorker } from './start-data-worker.ts';

/** Starts a data worker for one person and one app; throws the AppError that opening the store ended with. */
export async function connectDataWorker(options: {
  readonly person: Person;
  readonly app: AppPackage;
  /** As the server counts devices. Default: desktop. */
  readonly formFactor?: 'desktop' | 'tablet' | 'phone' | 'kiosk';
  /** One that loads already. Default: a new one. */
  readonly started?: StartedWorker;
}): Promise<DataClient> {
  const { worker, failed } = options.started ?? startDataWorker();
  const client = new WorkerClient(worker);
  try {
    await Promise.race([client.open(options.person, options.app, options.formFactor ?? 'desktop'), failed]);
    return client;
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

class WorkerClient implements DataClient {
  readonly #worker: Worker;
  readonly #api: Remote<WorkerApi>;
  readonly #watches = new Map<number, (event: WorkerEvent) => void>();
  readonly #stopListening: () => void;
  #lastWatch = 0;
  #isClosed = false;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.#api = wrap<WorkerApi>(worker);
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') void this.#api.notice('visible');
    };
    const onNetwork = (): void => void this.#api.notice(navigator.onLine ? 'online' : 'offline');
    document.addEventListener('visibilitychange', onVisible);
    for (const event of ['online', 'offline']) window.addEventListener(event, onNetwork);
    this.#stopListening = () => {
      document.removeEventListener('visibilitychange', onVisible);
      for (const event of ['online', 'offline']) window.removeEventListener(event, onNetwork);
    };
  }

  async open(person: Person, app: AppPackage, formFactor: string): Promise<void> {
    const onEvents = (events: readonly WorkerEvent[]): void => {
      for (const event of events) this.#watches.get(event.watch)?.(event);
    };
    unwrapAnswer(await this.#api.open({ person, app, formFactor }, proxy(onEvents)));
  }

  subscribe(
    query: Query,
    window: Window,
    onResult: (result: LiveResult) => void,
    onError: (error: Error) => void = () => undefined,
  ): Subscription {
    const { watch, close } = this.#watch((event) => {
      if (event.kind === 'result') onResult(event.result);
      else if (event.kind === 'error') onError(fromWireError(event.error));
    });
    void this.#api.subscribe(watch, query, window);
    return { setWindow: (next) => void this.#api.setWindow(watch, next), close };
  }

  watchRecord(
    table: string,
    id: string,
    onResult: (record: RecordView | undefined) => void,
  ): { close(): void } {
    const { watch, close } = this.#watch((event) => {
      if (event.kind === 'record') onResult(event.record);
      else if (event.kind === 'error') onResult(undefined);
    });
    void this.#api.watchRecord(watch, table, id);
    return { close };
  }

  watchOutbox(onChange: (entries: readonly OutboxEntry[]) => void): { close(): void } {
    const { watch, close } = this.#watch((event) => {
      if (event.kind === 'outbox') onChange(event.entries);
    });
    void this.#api.watchOutbox(watch);
    return { close };
  }

  watchStatus(onStatus: (status: SyncStatus) => void): { close(): void } {
    const { watch, close } = this.#watch((event) => {
      if (event.kind === 'status') onStatus(event.status);
    });
    void this.#api.watchStatus(watch);
    return { close };
  }

  async read(query: Query, window?: Window): Promise<LiveResult> {
    return unwrapAnswer(await this.#api.read(query, window));
  }

  async save(operations: readonly SaveOperation[]): Promise<void> {
    unwrapAnswer(await this.#api.save(operations));
    askForDrain(deviceClock.now());
  }

  async discard(entryId: string): Promise<'discarded' | 'sealed' | 'gone'> {
    return unwrapAnswer(await this.#api.discard(entryId));
  }

  async retry(entryId: string): Promise<void> {
    unwrapAnswer(await this.#api.retry(entryId));
    askForDrain(deviceClock.now());
  }

  async syncNow(): Promise<void> {
    unwrapAnswer(await this.#api.syncNow());
  }

  async usage(): Promise<{ readonly rows: Readonly<Record<string, number>>; readonly bytes: number }> {
    return unwrapAnswer(await this.#api.usage());
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopListening();
    this.#watches.clear();
    await this.#api.close();
    this.#worker.terminate();
  }

  #watch(onEvent: (event: WorkerEvent) => void): { readonly watch: number; readonly close: () => void } {
    this.#lastWatch += 1;
    const watch = this.#lastWatch;
    this.#watches.set(watch, onEvent);
    return {
      watch,
      close: () => {
        if (this.#watches.delete(watch) && !this.#isClosed) void this.#api.unwatch(watch);
      },
    };
  }
}
