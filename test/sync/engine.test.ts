import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/shared/base/app-error.ts';
import { openMemoryStore } from '../../src/store/memory-store.ts';
import { createEngine } from '../../src/sync/engine.ts';
import {
  applied,
  emptyPull,
  fault,
  openBench,
  person,
  planLine,
  refused,
  save,
  settleDown,
} from './support.ts';

describe('push', () => {
  it('is sealed on the disk before the first byte leaves', async () => {
    const { store, server, disk, engine } = openBench();
    await save(store);
    const seen: unknown[] = [];
    server.beforePush = async () => {
      seen.push(
        (await store.entries()).map((entry) => entry.state),
        disk.atRisk,
      );
    };
    await engine.syncNow();
    expect(seen).toEqual([['sealed'], 0]);
  });

  it('takes the entry out and the row in together', async () => {
    const { store, engine } = openBench();
    const entry = await save(store);
    await engine.syncNow();
    expect(await store.entries()).toEqual([]);
    const row = (await store.table('account')).rows.get(entry.operation.id);
    expect(row).toMatchObject({ version: '10', rights: 3, values: { name: 'from the server' } });
  });

  it('a crash between answer and settling sends the same body again', async () => {
    const { store, server, disk, clock } = openBench();
    await save(store);
    disk.onStep = (step) => (step.point === 'write' && step.method === 'removeEntry' ? 'crash' : 'none');
    const options = {
      transport: server,
      clock,
      random: { bytes: (into: Uint8Array) => into },
      personId: person,
      formFactor: 'phone' as const,
    };
    await createEngine({ ...options, store }).syncNow();
    disk.onStep = () => 'none';
    const next = openMemoryStore(disk);
    await createEngine({ ...options, store: next }).syncNow();
    expect(server.pushes).toHaveLength(2);
    expect(server.pushes[1]?.entries).toEqual(server.pushes[0]?.entries);
    expect(await next.entries()).toEqual([]);
  });

  it('a refused entry stays with its problem and holds back what meets it, nothing else', async () => {
    const { store, server, engine } = openBench();
    const bad = await save(store);
    await engine.syncNow();
    server.decide = (entry) => (entry.id === worse.id ? refused(entry) : applied(entry));
    const worse = await save(store, bad.operation.id);
    await engine.syncNow();
    const meets = await save(store, randomUUID(), [bad.operation.id]);
    const free = await save(store);
    await engine.syncNow();
    const left = await store.entries();
    expect(left.map((entry) => [entry.id, entry.state])).toEqual([
      [worse.id, 'refused'],
      [meets.id, 'waiting'],
    ]);
    expect(left[0]?.problem).toEqual({
      code: 'bad-value',
      message: 'No.',
      column: 'name',
      fault: { code: 'too-long', limit: 3 },
    });
    expect(server.pushes.at(-1)?.entries).toMatchObject([{ id: free.id }]);
    expect(engine.status()).toMatchObject({ indicator: 'error', errors: 1, waiting: 1 });
  });

  it('an entry sealed before its forerunner was refused is called back and comes as a new attempt', async () => {
    const { store, server, engine } = openBench();
    const first = await save(store);
    const second = await save(store, first.operation.id);
    server.largest = 1;
    server.decide = (entry) => (entry.id === first.id ? refused(entry) : applied(entry));
    await engine.syncNow();
    expect(server.pushes.flatMap((push) => push.cancel ?? [])).toEqual([{ entry: second.id, attempt: 1 }]);
    expect(await store.entries()).toMatchObject([
      { id: first.id, state: 'refused' },
      { id: second.id, state: 'waiting', attempt: 2 },
    ]);
  });

  it('a batch that is too large is halved, and one entry that is too large alone is parked', async () => {
    const { store, server, engine } = openBench();
    for (let turn = 0; turn < 5; turn++) await save(store);
    server.largest = 2;
    await engine.syncNow();
    expect(server.pushes.map((push) => push.entries.length)).toEqual([5, 2, 2, 1]);
    await save(store);
    server.largest = 0;
    await engine.syncNow();
    expect(await store.entries()).toMatchObject([{ state: 'parked', problem: { code: 'too-large' } }]);
  });

  it('a fault inside one entry is tried three times, then the entry is parked and the rest goes on', async () => {
    const { store, server, engine } = openBench();
    const bad = await save(store);
    server.decide = (entry) => (entry.id === bad.id ? fault(entry) : applied(entry));
    for (let turn = 1; turn <= 3; turn++) {
      await engine.syncNow();
      const [entry] = await store.entries();
      expect([entry?.state, entry?.attempt]).toEqual(turn < 3 ? ['waiting', turn + 1] : ['parked', 3]);
    }
    await save(store);
    await engine.syncNow();
    expect(await store.entries()).toMatchObject([{ id: bad.id, state: 'parked' }]);
  });

  it.each(['mismatch', 'quarantined'] as const)(
    '%s keeps the entry for the person to decide',
    async (kind) => {
      const { store, server, engine } = openBench();
      await save(store);
      server.decide = (entry) =>
        kind === 'mismatch'
          ? { kind, entry: entry.id, attempt: entry.attempt }
          : { kind, entry: entry.id, attempt: entry.attempt, message: 'what is this' };
      await engine.syncNow();
      expect(await store.entries()).toMatchObject([{ state: 'parked', problem: { code: kind } }]);
    },
  );

  it('an answer that leaves an entry out changes nothing', async () => {
    const { store, server, engine } = openBench();
    await save(store);
    server.push = async () => ({ protocol: 1, serverTime: 't', metadataVersion: 'm', outcomes: [] });
    await engine.syncNow();
    expect(await store.entries()).toMatchObject([{ state: 'sealed' }]);
    expect(engine.status().problem?.code).toBe('protocol');
  });

  it('tells that a value of someone else was replaced', async () => {
    const merges: unknown[] = [];
    const { store, server, engine } = openBench({ onMerged: (merge) => merges.push(merge.columns) });
    await save(store);
    server.decide = (entry) =>
      ({ ...applied(entry), merged: [{ column: 'name', server: 'theirs' }] }) as never;
    await engine.syncNow();
    expect(merges).toEqual([['name']]);
  });

  it('settled attempts are reported by the next pull until one ends', async () => {
    const { store, server, engine } = openBench();
    const entry = await save(store);
    server.lines = () => [planLine()];
    await engine.syncNow();
    server.lines = emptyPull;
    await engine.syncNow();
    await engine.syncNow();
    const wanted = [{ entry: entry.id, attempt: 1 }];
    expect(server.pulls.map((pull) => pull.settled)).toEqual([wanted, wanted, []]);
  });

  it('many settled attempts are reported over several pulls, each small enough for the server', async () => {
    const { store, server, engine } = openBench();
    const settled = Array.from({ length: 4_500 }, (_, index) => ({
      entry: randomUUID(),
      attempt: index + 1,
    }));
    await store.transact('strict', (transaction) => transaction.setState('sync.settled', settled));
    await engine.syncNow();
    expect(server.pulls.map((pull) => pull.settled.length)).toEqual([1_000, 1_000, 1_000, 1_000, 500]);
    expect(server.pulls.flatMap((pull) => pull.settled)).toEqual(settled);
    for (const pull of server.pulls) expect(JSON.stringify(pull).length).toBeLessThan(256_000);
    expect(await store.getState('sync.settled')).toEqual([]);
  });
});

describe('pull', () => {
  const id = '44444444-4444-4444-8444-444444444441';
  const other = '44444444-4444-4444-8444-444444444442';
  const rows = (version: string, name: string, within?: object) => ({
    kind: 'rows',
    table: 'account',
    rows: [[id, version, 3, name]],
    ...(within ? { within } : {}),
  });
  const cookie = { kind: 'cookie', cookie: 'one' };
  const done = { kind: 'done', metadataVersion: 'm', outcomes: [] };

  it('a new generation forgets the names held before, once, also when it is cut', async () => {
    const { store, server, engine } = openBench();
    const stub = (one: string) => ({ table: 'contact', id: one, name: 'Name', version: '1' });
    await store.transact('relaxed', (transaction) => transaction.putStubs([stub(id)]));
    const fresh = planLine({ fresh: true });
    server.lines = () => [fresh, { kind: 'stubs', stubs: [stub(other)] }, cookie];
    await engine.syncNow();
    expect([...(await store.stubs('contact')).keys()]).toEqual([other]);
    server.lines = () => [fresh, cookie, done];
    await engine.syncNow();
    expect([...(await store.stubs('contact')).keys()]).toEqual([other]);
  });

  it('a row arrives with its primary id and version among its values', async () => {
    const { store, server, engine } = openBench();
    server.lines = () => [planLine(), rows('5', 'Fabrikam'), cookie, done];
    await engine.syncNow();
    expect((await store.table('account')).rows.get(id)?.values).toEqual({
      accountid: id,
      versionnumber: '5',
      name: 'Fabrikam',
    });
    expect(await store.getState('sync.cookie')).toBe('one');
    expect(engine.status()).toMatchObject({ firstSyncDone: true, indicator: 'connected' });
  });

  it('a cut keeps what stands before the last cookie and drops the rest', async () => {
    const { store, server, engine } = openBench();
    server.lines = () => [planLine(), cookie, rows('5', 'Half')];
    await engine.syncNow();
    expect((await store.table('account')).rows.size).toBe(0);
    expect(await store.getState('sync.cookie')).toBe('one');
    expect(engine.status()).toMatchObject({ firstSyncDone: false, problem: { code: 'network' } });
  });

  it('never goes back to a lower version, but takes other rights at the same one', async () => {
    const { store, server, engine } = openBench();
    server.lines = () => [planLine(), rows('5', 'New'), cookie, done];
    await engine.syncNow();
    server.lines = () => [planLine(), rows('4', 'Old'), cookie, done];
    await engine.syncNow();
    expect((await store.table('account')).rows.get(id)?.values['name']).toBe('New');
    server.lines = () => [planLine(), { ...rows('5', 'New'), rows: [[id, '5', 1, 'New']] }, cookie, done];
    await engine.syncNow();
    expect((await store.table('account')).rows.get(id)?.rights).toBe(1);
  });

  it('a new generation takes lower versions and removes what is not sent, unsent edits never', async () => {
    const { store, server, engine } = openBench();
    await store.transact('strict', async (transaction) => {
      const row = (one: string) => ({ id: one, version: '9', rights: 1, values: {} });
      await transaction.putRows('account', [row(id), row(other)]);
      await transaction.putRows('left_table', [row(other)]);
    });
    server.failures = [];
    server.decide = refused;
    await save(store, other);
    server.lines = () => [
      planLine({ fresh: true }),
      rows('2', 'Restored', { after: null, upto: id }),
      cookie,
      { kind: 'rows', table: 'account', rows: [], within: { after: id, upto: null } },
      { ...cookie, cookie: 'two' },
      done,
    ];
    await engine.syncNow();
    const table = (await store.table('account')).rows;
    expect([...table.keys()]).toEqual([id]);
    expect(table.get(id)?.version).toBe('2');
    expect((await store.table('left_table')).rows.size).toBe(0);
    expect(await store.entries()).toMatchObject([{ operation: { id: other } }]);
  });

  it('pulls again at once where the server says so', async () => {
    const { server, engine } = openBench();
    server.lines = () => (server.pulls.length < 3 ? [planLine(), { ...done, again: true }] : emptyPull());
    await engine.syncNow();
    expect(server.pulls).toHaveLength(3);
  });

  it('what was committed is on the disk before the server is shown its cookie', async () => {
    const { server, disk, engine } = openBench();
    server.lines = () => [planLine(), rows('5', 'Kept'), cookie, done];
    await engine.syncNow();
    expect(disk.atRisk).toBeGreaterThan(0);
    const atRisk: number[] = [];
    server.lines = () => {
      atRisk.push(disk.atRisk);
      return emptyPull();
    };
    await engine.syncNow();
    expect(atRisk).toEqual([0]);
  });
});

describe('runs', () => {
  it('without a sign-in everything is kept and the person is asked', async () => {
    const { store, server, engine } = openBench();
    await save(store);
    server.failures = [new AppError('not-signed-in')];
    await engine.syncNow();
    expect(engine.status()).toMatchObject({
      indicator: 'warning',
      waiting: 1,
      problem: { code: 'not-signed-in' },
    });
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ indicator: 'connected', waiting: 0 });
    expect(engine.status().problem).toBeUndefined();
  });

  it('backs off after failures, longer each time, and never less than the server asked', async () => {
    const { store, server, clock, engine } = openBench();
    await save(store);
    const network = () => new AppError('network');
    server.failures = [network(), network(), new AppError('unavailable', { retryAfter: 60_000 })];
    engine.start();
    await settleDown();
    expect(server.pushes).toHaveLength(1);
    for (const [wait, pushes] of [
      [700, 1],
      [100, 2],
      [1_400, 2],
      [200, 3],
      [59_000, 3],
      [5_000, 4],
    ] as const) {
      clock.advance(wait);
      await settleDown();
      expect(server.pushes).toHaveLength(pushes);
    }
    expect(await store.entries()).toEqual([]);
    await engine.close();
  });

  it('a save while it backs off does not hurry it, coming online does', async () => {
    const { store, server, engine } = openBench();
    await save(store);
    server.failures = [new AppError('network')];
    engine.start();
    await settleDown();
    await save(store);
    await settleDown();
    expect(server.pushes).toHaveLength(1);
    engine.trigger('online');
    await settleDown();
    expect(server.pushes[1]?.entries).toHaveLength(2);
    await engine.close();
  });

  it('a save goes out by itself, and fetches nothing', async () => {
    const { store, server, engine } = openBench();
    engine.start();
    await settleDown();
    await save(store);
    await settleDown();
    expect(server.pushes).toHaveLength(1);
    expect(server.pulls).toHaveLength(1);
    server.onPoke();
    await settleDown();
    expect(server.pulls).toHaveLength(2);
    await engine.close();
  });

  it('offline nothing is tried until the network is back', async () => {
    const { store, server, engine } = openBench();
    engine.setOnline(false);
    engine.start();
    await save(store);
    await settleDown();
    expect(server.pushes).toHaveLength(0);
    expect(engine.status()).toMatchObject({ indicator: 'not-connected', waiting: 1 });
    engine.setOnline(true);
    await settleDown();
    expect(server.pushes).toHaveLength(1);
    await engine.close();
  });

  it.each(['visible', 'timer', 'hand'] as const)(
    'the browser’s “offline” is a belief: %s tries, and a run that succeeds ends it',
    async (why) => {
      const { store, server, engine, clock } = openBench();
      engine.setOnline(false);
      engine.start();
      await save(store);
      await settleDown();
      expect(server.pushes).toHaveLength(0);
      if (why === 'timer') clock.advance(6 * 60_000);
      else engine.trigger(why);
      await settleDown();
      expect(server.pushes).toHaveLength(1);
      expect(engine.status()).toMatchObject({ indicator: 'connected', online: true, waiting: 0 });
      await engine.close();
    },
  );

  it('without a network such a try leaves the status as it was', async () => {
    const { server, engine } = openBench();
    engine.setOnline(false);
    engine.start();
    server.failures = [new AppError('network')];
    engine.trigger('visible');
    await settleDown();
    expect(engine.status()).toMatchObject({ indicator: 'not-connected', online: false });
    await engine.close();
  });

  it('a run that was replaced while it waited commits nothing', async () => {
    const { store, server, clock, engine } = openBench();
    await save(store);
    let release: () => void = () => undefined;
    server.beforePush = () => new Promise((resolve) => (release = resolve));
    const frozen = engine.syncNow();
    await settleDown();
    server.beforePush = async () => undefined;
    const next = createEngine({
      store,
      transport: server,
      clock,
      random: { bytes: (into) => into },
      personId: person,
      formFactor: 'phone',
    });
    await next.syncNow();
    const after = await store.getState('sync.settled');
    await save(store);
    release();
    await frozen;
    expect(await store.getState('sync.settled')).toEqual(after);
    expect(await store.entries()).toMatchObject([{ state: 'waiting' }]);
  });

  it('draining sends and fetches nothing, and tells what is left', async () => {
    const { store, server, engine } = openBench();
    await save(store);
    server.failures = [new AppError('network')];
    expect(await engine.drainOnce()).toMatchObject({ left: 1, problem: { code: 'network' } });
    expect(await engine.drainOnce()).toEqual({ left: 0 });
    expect(server.pulls).toHaveLength(0);
  });

  it('only one run at a time: a second request joins', async () => {
    const { store, server, engine } = openBench();
    await save(store);
    let running = 0;
    let most = 0;
    server.beforePush = async () => {
      most = Math.max(most, (running += 1));
      await settleDown();
      running -= 1;
    };
    await Promise.all([engine.syncNow(), engine.drainOnce(), engine.syncNow()]);
    expect(most).toBe(1);
  });
});
