import type { Clock } from '../shared/base/clock.ts';
import type { Random } from '../shared/base/guid.ts';
import { silentLogger } from '../shared/base/logger.ts';
import type { Logger } from '../shared/base/logger.ts';
import type { FormFactor } from '../shared/protocol/values.ts';
import type { Store } from '../store/store.ts';
import { backOff, fraction } from './back-off.ts';
import { statusOf } from './engine-status.ts';
import { failureOf } from './failure.ts';
import type { SyncFailure } from './failure.ts';
import { DeposedError, Leader } from './leader.ts';
import { sortOutbox } from './outbox/hold-back.ts';
import { runPull } from './pull/pull-run.ts';
import { runPush } from './push/push-run.ts';
import type { Merge, RunContext } from './run-context.ts';
import { SilenceWatch } from './silence-watch.ts';
import { readLast, stateKeys } from './state-keys.ts';
import type { SyncStatus, TableProgress } from './status.ts';
import type { Transport } from './transport.ts';

/** Why synchronisation runs. `save` sends only; all others send, then fetch. */
export type Trigger = 'save' | 'start' | 'online' | 'visible' | 'timer' | 'poke' | 'hand' | 'background-sync';

export interface EngineOptions {
  readonly store: Store;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger?: Logger;
  readonly personId: string;
  readonly formFactor: FormFactor;
  /** Milliseconds between pulls while nothing else happens. Default: five minutes. */
  readonly pullEvery?: number;
  /** Runs alone among all engines on the store (a Web Lock). Default: at once. */
  readonly exclusive?: <T>(run: () => Promise<T>) => Promise<T>;
  /** A change replaced what someone else had written meanwhile. */
  readonly onMerged?: (merge: Merge) => void;
}

/** Result of {@link Engine.drainOnce}. */
export interface DrainResult {
  /** Entries that could still be sent: background sync asks again when there are any. */
  readonly left: number;
  readonly problem?: { readonly code: string; readonly message: string };
}

/** Makes the store and the server meet: sends the outbox, fetches what changed. */
export interface Engine {
  /** Begins to work: a first run, the timer, the wake-up stream. */
  start(): void;
  /** Asks for a run; several at once become one. */
  trigger(why: Trigger): void;
  /** Runs once, after a run under way; one that hears nothing is ended for it. Resolves when it ended, well or not. */
  syncNow(): Promise<void>;
  /** Sends what can be sent, once, and fetches nothing: the service worker's whole work. */
  drainOnce(): Promise<DrainResult>;
  /** What the browser says of the network; a run under way ends when it goes. */
  setOnline(isOnline: boolean): void;
  status(): SyncStatus;
  /** Calls back at once and at every change; returns the way to stop. */
  watch(listener: (status: SyncStatus) => void): () => void;
  close(): Promise<void>;
}

const fiveMinutes = 5 * 60_000;
/** "Pull again" this often in one run; then the timer takes over. */
const pullsInARow = 5;

/**
 * Browsers say "offline" and are wrong now and then: behind some VPNs, and in workers that started without a network and never
 * hear of its return. So these (and the person) try all the same, and a run that succeeds counts as the network being back.
 */
const triesOffline: ReadonlySet<Trigger> = new Set(['visible', 'timer']);

class SyncEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #logger: Logger;
  readonly #listeners = new Set<(status: SyncStatus) => void>();
  readonly #closing = new AbortController();
  #online = true;
  #failure: SyncFailure | undefined;
  #failures = 0;
  #tables: readonly TableProgress[] = [];
  #lastSync: number | undefined;
  #status: SyncStatus;
  #running: Promise<void> | undefined;
  /** Of the requests of the run under way, unless that waits for its turn. */
  #watch: SilenceWatch | undefined;
  #silentRuns = 0;
  #wanted: 'nothing' | 'push' | 'all' = 'nothing';
  #isPaused = false;
  #cancelTimer: (() => void) | undefined;
  #stops: (() => void)[] = [];

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#logger = options.logger ?? silentLogger;
    this.#status = statusOf({ ...this.#parts(), entries: [] });
  }

  start(): void {
    const { store, transport, personId } = this.#options;
    this.#stops.push(
      store.subscribe((change) => {
        if (change.outbox) this.trigger('save');
      }),
      transport.poke({ person: personId, store: store.id }, () => this.trigger('poke')),
    );
    this.trigger('start');
  }

  trigger(why: Trigger): void {
    if (this.#closing.signal.aborted) return;
    if (why === 'hand') {
      void this.syncNow();
      return;
    }
    this.#want(why === 'save' ? 'push' : 'all');
    if (why === 'save') void this.#refresh();
    if (why === 'online') {
      this.#online = true;
      this.#watch?.hurry();
    }
    // A pause ends by its timer or by something that makes success likely, not by the next save.
    if (this.#isPaused && (why === 'save' || why === 'poke')) return;
    if (!this.#online && !triesOffline.has(why)) {
      this.#cancelTimer ??= this.#options.clock.after(this.#options.pullEvery ?? fiveMinutes, () =>
        this.trigger('timer'),
      );
      return;
    }
    this.#begin();
  }

  async syncNow(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    // A run under way may be past its pull: what it missed needs another one.
    if (this.#running) {
      this.#watch?.hurry();
      await this.#running;
    }
    this.#want('all');
    this.#begin();
    await this.#running;
  }

  async drainOnce(): Promise<DrainResult> {
    const { store } = this.#options;
    this.#want('push');
    this.#begin();
    await this.#running;
    const { send, recall } = sortOutbox(await store.entries());
    const left = send.length + recall.length;
    return this.#failure === undefined
      ? { left }
      : { left, problem: { code: this.#failure.code, message: this.#failure.message } };
  }

  setOnline(isOnline: boolean): void {
    // Told again: the network was changed for another one, and what is under way may hang on the old one.
    if (isOnline) this.#watch?.hurry();
    if (this.#online === isOnline) return;
    this.#online = isOnline;
    if (isOnline) this.trigger('online');
    else this.#watch?.end();
    void this.#refresh();
  }

  status(): SyncStatus {
    return this.#status;
  }

  watch(listener: (status: SyncStatus) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#status);
    void this.#refresh();
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancelTimer?.();
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#listeners.clear();
    await this.#running;
  }

  #want(what: 'push' | 'all'): void {
    if (this.#wanted !== 'all') this.#wanted = what;
  }

  #begin(): void {
    if (this.#running || this.#closing.signal.aborted) return;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#isPaused = false;
    this.#running = this.#runWanted().finally(() => {
      this.#running = undefined;
      void this.#refresh();
      this.#schedule();
    });
  }

  async #runWanted(): Promise<void> {
    while (this.#wanted !== 'nothing' && !this.#closing.signal.aborted) {
      const wanted = this.#wanted;
      this.#wanted = 'nothing';
      if (wanted === 'push' && (await this.#isNothingToSend())) continue;
      const alone = this.#options.exclusive ?? (<T>(run: () => Promise<T>) => run());
      try {
        await alone(() => this.#watched((watch) => this.#run(wanted, watch)));
        this.#online = true;
        this.#failure = undefined;
        this.#failures = 0;
      } catch (error) {
        this.#failed(error, wanted);
        return;
      }
    }
  }

  async #isNothingToSend(): Promise<boolean> {
    try {
      const { send, recall } = sortOutbox(await this.#options.store.entries());
      return send.length + recall.length === 0;
    } catch {
      return false;
    }
  }

  async #watched(run: (watch: SilenceWatch) => Promise<void>): Promise<void> {
    const watch = new SilenceWatch({
      clock: this.#options.clock,
      closing: this.#closing.signal,
      silentRuns: this.#silentRuns,
      onQuiet: () => void this.#refresh(),
    });
    this.#watch = watch;
    try {
      await run(watch);
    } finally {
      this.#silentRuns = watch.hasFallenSilent ? this.#silentRuns + 1 : 0;
      this.#watch = undefined;
      watch.close();
    }
  }

  async #run(wanted: 'push' | 'all', watch: SilenceWatch): Promise<void> {
    const { store, transport, clock, personId, formFactor } = this.#options;
    const context: RunContext = {
      store,
      transport,
      clock,
      personId,
      formFactor,
      logger: this.#logger,
      leader: await Leader.claim(store),
      watch,
      onMerged: (merge) => this.#options.onMerged?.(merge),
      onProgress: (tables) => {
        this.#tables = tables;
        void this.#refresh();
      },
    };
    await this.#refresh();
    await runPush(context);
    for (let pulls = 0; wanted === 'all' && pulls < pullsInARow; pulls++)
      if (!(await runPull(context))) break;
  }

  #failed(error: unknown, wanted: 'push' | 'all'): void {
    if (this.#closing.signal.aborted) return;
    this.#want(wanted);
    if (error instanceof DeposedError) {
      this.#logger.info('another run of synchronisation took over');
      this.#failures = Math.max(this.#failures, 1);
      return;
    }
    this.#failure = failureOf(error);
    this.#failures += 1;
    const fields = { code: this.#failure.code, failures: this.#failures };
    if (this.#failure.code === 'internal')
      this.#logger.error('synchronisation failed', { ...fields, error: String(error) });
    else this.#logger.info('synchronisation is interrupted', fields);
  }

  /** The next run: after a failure when its pause ends, else when the timer says. */
  #schedule(): void {
    if (this.#closing.signal.aborted || this.#stops.length === 0) return;
    const { clock, random, pullEvery = fiveMinutes } = this.#options;
    this.#cancelTimer?.();
    const failed = this.#wanted !== 'nothing' && this.#failures > 0;
    this.#isPaused = failed;
    const wait = failed
      ? backOff(this.#failures, this.#failure?.retryAfter ?? 0, random)
      : pullEvery * (0.9 + 0.2 * fraction(random));
    // Asking again without a sign-in is useless, but a sign-in in another tab tells nobody: ask now and then.
    const pause = failed && this.#failure?.kind === 'person' ? Math.max(wait, fiveMinutes) : wait;
    this.#cancelTimer = clock.after(pause, () => this.trigger('timer'));
    if (!failed && this.#wanted !== 'nothing') this.#begin();
  }

  #parts() {
    return {
      online: this.#online,
      syncing: this.#running !== undefined,
      quiet: this.#watch?.isQuiet === true,
      lastSync: this.#lastSync,
      tables: this.#tables,
      failure: this.#failure,
    };
  }

  /** Reads the outbox and tells listeners; a store that is gone tells nothing new. */
  async #refresh(): Promise<void> {
    try {
      const { store } = this.#options;
      const entries = await store.entries();
      this.#lastSync = readLast(await store.getState(stateKeys.last))?.at;
      this.#status = statusOf({ ...this.#parts(), entries });
      for (const listener of [...this.#listeners]) listener(this.#status);
    } catch (error) {
      this.#logger.debug('no status to tell', { error: String(error) });
    }
  }
}

/** Makes an engine; it does nothing before `start`, `syncNow` or `drainOnce`. */
export function createEngine(options: EngineOptions): Engine {
  return new SyncEngine(options);
}
