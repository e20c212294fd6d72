import type { Clock } from '../../shared/base/clock.ts';
import type { Logger } from '../../shared/base/logger.ts';
import type { Engine, Trigger } from '../../sync/engine.ts';
import type { SyncStatus } from '../../sync/status.ts';

/** Web Locks, as far as leadership needs them. */
export interface Locks {
  /** Runs `hold` while the lock is held; `steal` takes it from whoever has it. Rejects when it is taken or aborted. */
  request(
    name: string,
    options: { readonly signal?: AbortSignal; readonly steal?: boolean },
    hold: () => Promise<void>,
  ): Promise<unknown>;
}

/** Messages between the tabs of one person. A BroadcastChannel: own messages do not come back. */
export interface HubChannel {
  postMessage(message: HubMessage): void;
  onmessage: ((event: { readonly data: HubMessage }) => void) | null;
  close(): void;
}

export type HubMessage =
  | { readonly kind: 'status'; readonly status: SyncStatus }
  | { readonly kind: 'trigger'; readonly reason: Trigger }
  | { readonly kind: 'who-leads' };

/** What leading takes of an engine. */
export type LedEngine = Pick<Engine, 'start' | 'trigger' | 'syncNow' | 'setOnline' | 'watch' | 'close'>;

export interface SyncHubOptions {
  readonly name: string;
  readonly locks: Locks;
  readonly channel: HubChannel;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Made each time this tab becomes the leader. */
  readonly createEngine: () => LedEngine;
  readonly isOnline: () => boolean;
}

/** How long a leader may leave a question open before it counts as frozen. */
const patience = 5_000;

/**
 * One of a person's tabs synchronises; the others ask it to and see its status.
 *
 *   follower ── lock granted ──► leader (engine runs) ── lock stolen, closed ──► follower / gone
 *      │ trigger, no answer in 5 s: the leader is frozen
 *      └──► steals the lock. The frozen engine commits nothing more: each run's transactions check its epoch.
 */
export class SyncHub {
  readonly #options: SyncHubOptions;
  readonly #watchers = new Set<(status: SyncStatus) => void>();
  readonly #closing = new AbortController();
  #engine: LedEngine | undefined;
  #stopWatching: (() => void) | undefined;
  #release: (() => void) | undefined;
  #status: SyncStatus | undefined;
  #cancelPatience: (() => void) | undefined;

  constructor(options: SyncHubOptions) {
    this.#options = options;
    options.channel.onmessage = ({ data }) => this.#onMessage(data);
    this.#stand(false);
    options.channel.postMessage({ kind: 'who-leads' });
  }

  get isLeader(): boolean {
    return this.#engine !== undefined;
  }

  get status(): SyncStatus | undefined {
    return this.#status;
  }

  trigger(reason: Trigger): void {
    if (this.#engine) {
      this.#engine.trigger(reason);
      return;
    }
    this.#options.channel.postMessage({ kind: 'trigger', reason });
    this.#cancelPatience ??= this.#options.clock.after(patience, () => {
      this.#cancelPatience = undefined;
      if (this.#engine || this.#closing.signal.aborted) return;
      this.#options.logger.info('the leader does not answer; taking over');
      this.#stand(true);
    });
  }

  setOnline(isOnline: boolean): void {
    if (this.#engine) this.#engine.setOnline(isOnline);
    // The leading tab may be in the background and hear nothing.
    else if (isOnline) this.trigger('online');
  }

  /** Resolves when a run that fetches has ended, well or not; the status tells which. */
  syncNow(): Promise<void> {
    if (this.#engine) return this.#engine.syncNow();
    return new Promise((resolve) => {
      let hasStarted = false;
      const stops: (() => void)[] = [];
      const end = (): void => {
        for (const stop of stops) stop();
        resolve();
      };
      stops.push(
        this.watchStatus((status) => {
          if (status.syncing) hasStarted = true;
          else if (hasStarted) end();
        }),
        // Offline, or the leader is being replaced: there is no run to wait for.
        this.#options.clock.after(2 * patience, () => {
          if (!hasStarted) end();
        }),
      );
      this.trigger('hand');
    });
  }

  /** Calls back with the status as known, and at each change. */
  watchStatus(onStatus: (status: SyncStatus) => void): () => void {
    this.#watchers.add(onStatus);
    if (this.#status) onStatus(this.#status);
    return () => this.#watchers.delete(onStatus);
  }

  close(): void {
    this.#closing.abort();
    this.#cancelPatience?.();
    this.#retire();
    this.#release?.();
    this.#options.channel.close();
    this.#watchers.clear();
  }

  /** Waits for the lock, or takes it. */
  #stand(steal: boolean): void {
    // A request that steals cannot be aborted as well.
    const how = steal ? { steal: true } : { signal: this.#closing.signal };
    this.#options.locks
      .request(this.#options.name, how, () => this.#lead())
      .catch((error: unknown) => {
        this.#retire();
        if (this.#closing.signal.aborted) return;
        this.#options.logger.info('leadership lost', { reason: error instanceof Error ? error.name : '' });
        if (this.#release || !steal) this.#stand(false);
      });
  }

  #lead(): Promise<void> {
    if (this.#closing.signal.aborted || this.#engine) return Promise.resolve();
    this.#cancelPatience?.();
    this.#cancelPatience = undefined;
    const engine = this.#options.createEngine();
    this.#engine = engine;
    this.#stopWatching = engine.watch((status) => {
      this.#setStatus(status);
      this.#options.channel.postMessage({ kind: 'status', status });
    });
    engine.setOnline(this.#options.isOnline());
    engine.start();
    return new Promise((resolve) => (this.#release = resolve));
  }

  #retire(): void {
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    // It ends its run by itself; nothing waits for that.
    void this.#engine?.close();
    this.#engine = undefined;
  }

  #onMessage(message: HubMessage): void {
    if (message.kind === 'status') {
      this.#cancelPatience?.();
      this.#cancelPatience = undefined;
      if (!this.#engine) this.#setStatus(message.status);
      return;
    }
    if (!this.#engine) return;
    if (message.kind === 'trigger') this.#engine.trigger(message.reason);
    // Any status is the sign of life that a follower waits for.
    if (this.#status) this.#options.channel.postMessage({ kind: 'status', status: this.#status });
  }

  #setStatus(status: SyncStatus): void {
    this.#status = status;
    for (const watcher of [...this.#watchers]) watcher(status);
  }
}
