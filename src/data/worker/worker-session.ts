import { must } from '../../shared/base/assert.ts';
import { silentLogger } from '../../shared/base/logger.ts';
import { readZone, utcZone } from '../../shared/base/zone.ts';
import type { Query } from '../../shared/query/ast.ts';
import type { FormFactor } from '../../shared/protocol/values.ts';
import { Catalog } from '../../metadata/catalog.ts';
import { LiveQueries } from '../../query/live-queries.ts';
import type { Window } from '../../query/live-result.ts';
import { openIdbStore, type IdbStore } from '../../store/idb-store.ts';
import { leaderLock, runLock } from '../../store/lock-names.ts';
import { createEngine } from '../../sync/engine.ts';
import { createFetchTransport } from '../../sync/fetch-transport.ts';
import { answer, toWireError, type WorkerApi, type WorkerEvent } from '../rpc.ts';
import { deviceRandom } from '../device-random.ts';
import { deviceClock } from '../device-clock.ts';
import { DataService } from './data-service.ts';
import { SyncHub, type HubChannel, type Locks } from './sync-hub.ts';

/** Everything one open app has in its worker. */
interface Opened {
  readonly store: IdbStore;
  readonly queries: LiveQueries;
  readonly service: DataService;
  readonly hub: SyncHub;
  readonly emit: (event: WorkerEvent) => void;
}

interface OpenWatch {
  close(): void;
  setWindow?(window: Window): void;
}

/** As many rows as a read without a window gives: enough for lists, too few to hold a worker up. */
const wholeWindow: Window = { offset: 0, limit: 5000 };
/** A run that waits this long for another one goes on without: frozen tabs hold locks, and epochs keep runs apart. */
const lockPatience = 30_000;

/** The data worker's api over the parts of one person and one app. */
export class WorkerSession implements WorkerApi {
  readonly #watches = new Map<number, OpenWatch>();
  #opened: Opened | undefined;

  open(
    { person, app, formFactor }: Parameters<WorkerApi['open']>[0],
    onEvents: (events: readonly WorkerEvent[]) => void,
  ): ReturnType<WorkerApi['open']> {
    return answer(async () => {
      const emit = batched(onEvents);
      const store = await openIdbStore({
        personId: person.userId,
        random: deviceRandom,
        clock: deviceClock,
      });
      const catalog = new Catalog(app);
      const queries = new LiveQueries({
        store,
        catalog,
        clock: deviceClock,
        person: {
          userId: person.userId,
          businessUnitId: person.businessUnitId,
          teamIds: person.teamIds,
          language: person.language,
          timeZone: readZone(person.timeZone) ?? utcZone,
          fiscalYearStart: person.fiscalYearStart,
        },
      });
      const hub = createHub(store, person.userId, formFactor as FormFactor);
      const service = new DataService({
        store,
        catalog,
        sync: hub,
        clock: deviceClock,
        random: deviceRandom,
      });
      this.#opened = { store, queries, service, hub, emit };
      self.addEventListener('online', () => hub.setOnline(true));
      self.addEventListener('offline', () => hub.setOnline(false));
    });
  }

  subscribe(watch: number, query: Query, window: Window): void {
    const { queries, emit } = this.#parts();
    this.#watches.set(
      watch,
      queries.subscribe(
        query,
        window,
        (result) => emit({ watch, kind: 'result', result }),
        (error) => emit({ watch, kind: 'error', error: toWireError(error) }),
      ),
    );
  }

  setWindow(watch: number, window: Window): void {
    this.#watches.get(watch)?.setWindow?.(window);
  }

  watchRecord(watch: number, table: string, id: string): void {
    const { queries, emit } = this.#parts();
    this.#watches.set(
      watch,
      queries.watchRecord(
        table,
        id,
        (record) => emit({ watch, kind: 'record', record }),
        (error) => emit({ watch, kind: 'error', error: toWireError(error) }),
      ),
    );
  }

  watchOutbox(watch: number): void {
    const { queries, emit } = this.#parts();
    this.#watches.set(
      watch,
      queries.watchOutbox((entries) => emit({ watch, kind: 'outbox', entries })),
    );
  }

  watchStatus(watch: number): void {
    const { hub, emit } = this.#parts();
    const stop = hub.watchStatus((status) => emit({ watch, kind: 'status', status }));
    this.#watches.set(watch, { close: stop });
  }

  unwatch(watch: number): void {
    this.#watches.get(watch)?.close();
    this.#watches.delete(watch);
  }

  read(query: Query, window: Window = wholeWindow): ReturnType<WorkerApi['read']> {
    return answer(() => this.#parts().queries.read(query, window));
  }

  save(operations: Parameters<WorkerApi['save']>[0]): ReturnType<WorkerApi['save']> {
    return answer(() => this.#parts().service.save(operations));
  }

  discard(entryId: string): ReturnType<WorkerApi['discard']> {
    return answer(() => this.#parts().service.discard(entryId));
  }

  retry(entryId: string): ReturnType<WorkerApi['retry']> {
    return answer(() => this.#parts().service.retry(entryId));
  }

  syncNow(): ReturnType<WorkerApi['syncNow']> {
    return answer(() => this.#parts().hub.syncNow());
  }

  notice(reason: Parameters<WorkerApi['notice']>[0]): void {
    if (reason === 'visible') this.#opened?.hub.trigger('visible');
    else this.#opened?.hub.setOnline(reason === 'online');
  }

  usage(): ReturnType<WorkerApi['usage']> {
    return answer(() => this.#parts().store.usage());
  }

  async close(): Promise<void> {
    for (const watch of this.#watches.values()) watch.close();
    this.#watches.clear();
    const opened = this.#opened;
    this.#opened = undefined;
    opened?.hub.close();
    opened?.queries.close();
    await opened?.store.close();
  }

  #parts(): Opened {
    return must(this.#opened, 'open app');
  }
}

/** Gathers what comes in one turn of the event loop: a message costs more than what is in it. */
function batched<T>(send: (items: readonly T[]) => void): (item: T) => void {
  let waiting: T[] = [];
  return (item) => {
    waiting.push(item);
    if (waiting.length > 1) return;
    queueMicrotask(() => {
      const items = waiting;
      waiting = [];
      send(items);
    });
  };
}

function createHub(store: IdbStore, personId: string, formFactor: FormFactor): SyncHub {
  const transport = createFetchTransport({
    fetch: (input, init) => fetch(input, init),
    EventSource: globalThis.EventSource,
    clock: deviceClock,
  });
  return new SyncHub({
    name: leaderLock(personId),
    locks: navigator.locks as Locks,
    channel: new BroadcastChannel(`haversack-sync-${personId}`) as HubChannel,
    clock: deviceClock,
    logger: silentLogger,
    isOnline: () => navigator.onLine,
    createEngine: () =>
      createEngine({
        store,
        transport,
        clock: deviceClock,
        random: deviceRandom,
        personId,
        formFactor,
        exclusive: (run) => runAlone(runLock(personId), run),
      }),
  });
}

async function runAlone<T>(name: string, run: () => Promise<T>): Promise<T> {
  const patience = AbortSignal.timeout(lockPatience);
  let isHeld = false;
  try {
    return await navigator.locks.request(name, { signal: patience }, () => {
      isHeld = true;
      return run();
    });
  } catch (error) {
    if (isHeld || !patience.aborted) throw error;
    return run();
  }
}
