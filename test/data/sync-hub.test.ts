import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/shared/base/logger.ts';
import { SyncHub, type HubChannel, type HubMessage, type LedEngine, type Locks } from '../../src/data/worker/sync-hub.ts';
import type { SyncStatus } from '../../src/sync/status.ts';

const status = (more: Partial<SyncStatus> = {}): SyncStatus => ({
  indicator: 'connected',
  online: true,
  syncing: false,
  firstSyncDone: true,
  tables: [],
  waiting: 0,
  errors: 0,
  ...more,
});

class FakeEngine implements LedEngine {
  readonly triggers: string[] = [];
  listener: (status: SyncStatus) => void = () => undefined;
  isClosed = false;
  start(): void {
    this.triggers.push('start');
  }
  trigger(why: string): void {
    this.triggers.push(why);
  }
  async syncNow(): Promise<void> {
    this.triggers.push('syncNow');
  }
  setOnline(): void {}
  watch(listener: (status: SyncStatus) => void): () => void {
    this.listener = listener;
    listener(status());
    return () => (this.listener = () => undefined);
  }
  async close(): Promise<void> {
    this.isClosed = true;
  }
}

/** Locks, channel and clock of one browser with several tabs. */
class Browser {
  readonly #queue: { grant: () => void }[] = [];
  readonly #channels = new Set<HubChannel & { isFrozen: boolean }>();
  readonly timers: (() => void)[] = [];
  #holder: { lose: (error: Error) => void } | undefined;

  readonly locks: Locks = {
    request: (_name, { signal, steal }, hold) =>
      new Promise((resolve, reject) => {
        const grant = (): void => {
          const holder = { lose: reject };
          this.#holder = holder;
          void hold().then(() => {
            if (this.#holder === holder) this.#next();
            resolve(undefined);
          });
        };
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
        if (steal) {
          this.#holder?.lose(new Error('stolen'));
          grant();
        } else if (this.#holder) this.#queue.push({ grant });
        else grant();
      }),
  };

  tab() {
    const engines: FakeEngine[] = [];
    const channel: HubChannel & { isFrozen: boolean } = {
      isFrozen: false,
      onmessage: null,
      postMessage: (message: HubMessage) => {
        for (const other of this.#channels)
          if (other !== channel && !other.isFrozen && !channel.isFrozen) other.onmessage?.({ data: message });
      },
      close: () => this.#channels.delete(channel),
    };
    this.#channels.add(channel);
    const hub = new SyncHub({
      name: 'lock',
      locks: this.locks,
      channel,
      clock: {
        now: () => 0,
        after: (_, callback) => {
          this.timers.push(callback);
          return () => void this.timers.splice(this.timers.indexOf(callback) >>> 0, 1);
        },
      },
      logger: silentLogger,
      isOnline: () => true,
      createEngine: () => {
        const engine = new FakeEngine();
        engines.push(engine);
        return engine;
      },
    });
    return { hub, engines, channel };
  }

  #next(): void {
    this.#holder = undefined;
    this.#queue.shift()?.grant();
  }
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('leadership', () => {
  it('belongs to one tab; the others ask it and see its status', async () => {
    const browser = new Browser();
    const [leader, follower] = [browser.tab(), browser.tab()];
    expect([leader.hub.isLeader, follower.hub.isLeader]).toEqual([true, false]);
    const seen: SyncStatus[] = [];
    follower.hub.watchStatus((one) => seen.push(one));
    follower.hub.trigger('save');
    leader.engines[0]!.listener(status({ waiting: 3 }));
    expect(leader.engines[0]!.triggers).toEqual(['start', 'save']);
    expect(seen.at(-1)?.waiting).toBe(3);
    expect(browser.timers).toHaveLength(0);
  });

  it('goes to the next tab when the leader closes', async () => {
    const browser = new Browser();
    const [leader, follower] = [browser.tab(), browser.tab()];
    leader.hub.close();
    await turn();
    expect(leader.engines[0]!.isClosed).toBe(true);
    expect(follower.hub.isLeader).toBe(true);
    expect(follower.engines[0]!.triggers).toEqual(['start']);
  });

  it('is taken from a leader that is frozen, which follows when it wakes', async () => {
    const browser = new Browser();
    const [leader, follower] = [browser.tab(), browser.tab()];
    leader.channel.isFrozen = true;
    follower.hub.trigger('hand');
    expect(browser.timers).toHaveLength(1);
    browser.timers[0]!();
    await turn();
    expect(follower.hub.isLeader).toBe(true);
    leader.channel.isFrozen = false;
    await turn();
    expect(leader.hub.isLeader).toBe(false);
    expect(leader.engines[0]!.isClosed).toBe(true);
    follower.hub.close();
    await turn();
    expect(leader.hub.isLeader).toBe(true);
  });

  it('lets a follower wait for the run it asked for', async () => {
    const browser = new Browser();
    const [leader, follower] = [browser.tab(), browser.tab()];
    let isDone = false;
    const syncing = follower.hub.syncNow().then(() => (isDone = true));
    await turn();
    leader.engines[0]!.listener(status({ syncing: true }));
    await turn();
    expect(isDone).toBe(false);
    leader.engines[0]!.listener(status());
    await syncing;
    expect(leader.engines[0]!.triggers).toContain('hand');
  });
});
