import { describe, expect, it } from 'vitest';
import type { SimClock } from '../simulation/sim-clock.ts';
import { emptyPull, openBench, planLine, save, settleDown } from './support.ts';

describe('a line that hangs', () => {
  /** Half a minute in which nothing comes. */
  const halfMinute = async (clock: SimClock): Promise<void> => {
    for (const step of [5_000, 25_000]) {
      clock.advance(step);
      await settleDown();
    }
  };

  it('ends the run as a request that failed: the same attempt is sent again, by itself', async () => {
    const { store, server, clock, engine } = openBench();
    await save(store);
    server.hangs = 1;
    engine.start();
    await settleDown();
    await halfMinute(clock);
    expect(await store.entries()).toMatchObject([{ state: 'sealed', attempt: 1 }]);
    expect(engine.status()).toMatchObject({
      indicator: 'not-connected',
      syncing: false,
      problem: { code: 'network' },
    });
    clock.advance(1_000);
    await settleDown();
    expect(server.pushes[1]?.entries).toEqual(server.pushes[0]?.entries);
    expect(await store.entries()).toEqual([]);
    await engine.close();
  });

  it('in mid pull keeps the chunks that came whole', async () => {
    const { store, server, clock, engine } = openBench();
    let left = 2;
    server.beforeLine = () => (left-- > 0 ? Promise.resolve() : new Promise(() => undefined));
    server.lines = () => [planLine(), { kind: 'cookie', cookie: 'one' }, ...emptyPull()];
    const run = engine.syncNow();
    await settleDown();
    await halfMinute(clock);
    await run;
    expect(await store.getState('sync.cookie')).toBe('one');
  });

  it('does not keep a drain from ending', async () => {
    const { store, server, clock, engine } = openBench();
    await save(store);
    server.hangs = 1;
    const drain = engine.drainOnce();
    await settleDown();
    await halfMinute(clock);
    expect(await drain).toMatchObject({ left: 1, problem: { code: 'network' } });
  });

  it('is given up when the browser says that the network went', async () => {
    const { store, server, engine } = openBench();
    await save(store);
    server.hangs = 1;
    engine.start();
    await settleDown();
    engine.setOnline(false);
    await settleDown();
    expect(engine.status()).toMatchObject({ syncing: false, online: false, waiting: 1 });
    engine.setOnline(true);
    await settleDown();
    expect(server.pushes).toHaveLength(2);
    expect(await store.entries()).toEqual([]);
    await engine.close();
  });

  it('is told after some seconds, and then “Sync now” begins anew', async () => {
    const { store, server, clock, engine } = openBench();
    await save(store);
    server.hangs = 1;
    engine.start();
    await settleDown();
    expect(engine.status()).not.toHaveProperty('quiet');
    clock.advance(5_000);
    await settleDown();
    expect(engine.status()).toMatchObject({ syncing: true, quiet: true });
    await engine.syncNow();
    expect(server.pushes).toHaveLength(2);
    expect(engine.status()).toMatchObject({ indicator: 'connected', waiting: 0 });
    expect(engine.status()).not.toHaveProperty('quiet');
    await engine.close();
  });

  it('asked by hand before it is quiet, it has a few seconds left', async () => {
    const { store, server, clock, engine } = openBench();
    await save(store);
    server.hangs = 1;
    engine.start();
    await settleDown();
    engine.trigger('hand');
    await settleDown();
    expect(server.pushes).toHaveLength(1);
    clock.advance(5_000);
    await settleDown();
    expect(server.pushes).toHaveLength(2);
    expect(await store.entries()).toEqual([]);
    await engine.close();
  });

  it('“Sync now” leaves a run alone that makes progress', async () => {
    const { store, server, clock, engine } = openBench();
    let go: () => void = () => undefined;
    const slow = [...emptyPull()];
    server.beforeLine = () =>
      slow.pop() === undefined ? Promise.resolve() : new Promise((resolve) => (go = resolve));
    engine.start();
    await settleDown();
    const asked = engine.syncNow();
    for (const _line of emptyPull()) {
      clock.advance(4_000);
      go();
      await settleDown();
    }
    await asked;
    expect(server.pulls).toHaveLength(2);
    expect(engine.status().problem).toBeUndefined();
    expect((await store.getState('sync.last')) !== undefined).toBe(true);
    await engine.close();
  });

  it('a closed engine ends at once', async () => {
    const { server, engine } = openBench();
    server.hangs = 1;
    engine.start();
    await settleDown();
    await engine.close();
    expect(server.pulls).toHaveLength(1);
  });
});
