import { AppError } from '../../src/shared/base/app-error.ts';
import { testsOn, type Runner, type StoreHarness } from './store-harness.ts';
import { entryOf, equal, failure, guidOf, range, rowOf, sorted, versions } from './store-samples.ts';
import type { Store, StoreChange, StoredRow } from '../../src/store/store.ts';

/** What every implementation of {@link Store} promises of transactions, the outbox, handles and bad days. */
export function storeSuite(runner: Runner, name: string, start: () => Promise<StoreHarness>): void {
  const { describe } = runner;
  const test = testsOn(runner, start);
  const put = (store: Store, rows: readonly StoredRow[], table = 'account'): Promise<void> =>
    store.transact('relaxed', (tx) => tx.putRows(table, rows));

  describe(`${name}: transactions`, () => {
    test('commit all or nothing', async (harness, store) => {
      await put(store, [rowOf(1, 1)]);
      const error = await failure(
        store.transact('strict', async (tx) => {
          await tx.putRows('account', [rowOf(2, 2)]);
          await tx.removeRows('account', [guidOf(1)]);
          await tx.putStubs([{ table: 'contact', id: guidOf(9), name: 'Stub', version: '1' }]);
          await tx.addEntry(entryOf(1));
          await tx.setState('cookie', 'new');
          throw new Error('changed my mind');
        }),
      );
      equal((error as Error).message, 'changed my mind');
      const check = async (handle: Store): Promise<void> => {
        equal(versions((await handle.table('account')).rows), ['1']);
        equal((await handle.stubs('contact')).size, 0, 'stubs');
        equal((await handle.entries()).length, 0, 'entries');
        equal(await handle.getState('cookie'), undefined, 'state');
      };
      await check(store);
      await harness.endProcess();
      await check(await harness.open());
    });

    test('read what they wrote', async (_harness, store) => {
      await store.transact('strict', async (tx) => {
        await tx.addEntry(entryOf(1));
        await tx.setState('a', { deep: [1] });
        equal((await tx.entries()).length, 1);
        equal(await tx.getState('a'), { deep: [1] });
        await tx.removeEntry(entryOf(1).id);
        equal((await tx.entries()).length, 0);
      });
      equal(await store.getState('a'), { deep: [1] });
    });

    test('run one after the other, over all handles', async (harness, store) => {
      const other = await harness.open();
      const raise = (handle: Store): Promise<void> =>
        handle.transact('relaxed', async (tx) => {
          await tx.setState('count', Number((await tx.getState('count')) ?? 0) + 1);
        });
      await Promise.all(range(20).map((n) => raise(n % 2 ? store : other)));
      equal(await store.getState('count'), 20);
    });

    test('take a value out of the state with undefined', async (_harness, store) => {
      await store.transact('strict', (tx) => tx.setState('a', 1));
      await store.transact('strict', (tx) => tx.setState('a', undefined));
      equal(await store.getState('a'), undefined);
    });
  });

  describe(`${name}: outbox`, () => {
    test('keeps the order made and never reuses a sequence number', async (harness, store) => {
      const first = await store.transact('strict', (tx) => tx.addEntry(entryOf(1)));
      await store.transact('strict', async (tx) => {
        await tx.addEntry(entryOf(2));
        await tx.addEntry(entryOf(3));
      });
      await store.transact('strict', (tx) => tx.removeEntry(entryOf(3).id));
      await harness.endProcess();
      const again = await harness.open();
      const next = await again.transact('strict', (tx) => tx.addEntry(entryOf(4)));
      equal(
        (await again.entries()).map((entry) => entry.id),
        [entryOf(1).id, entryOf(2).id, entryOf(4).id],
      );
      equal(next.sequence > first.sequence + 2, true, 'sequence is above every one given');
    });

    test('leaves an entry with the same id as it is', async (_harness, store) => {
      await store.transact('strict', (tx) => tx.addEntry(entryOf(1)));
      const again = await store.transact('strict', (tx) => tx.addEntry({ ...entryOf(1), title: 'other' }));
      equal(again.title, 'Row 1');
      equal((await store.entries()).length, 1);
    });

    test('replaces an entry that is there and refuses one that is gone', async (_harness, store) => {
      const entry = await store.transact('strict', (tx) => tx.addEntry(entryOf(1)));
      await store.transact('strict', (tx) => tx.replaceEntry({ ...entry, state: 'sealed' }));
      equal((await store.entries())[0]?.state, 'sealed');
      await store.transact('strict', (tx) => tx.removeEntry(entry.id));
      await failure(store.transact('strict', (tx) => tx.replaceEntry(entry)));
      equal((await store.entries()).length, 0);
    });

    test('parks what it cannot read, keeps its value, and goes on', async (harness, store) => {
      await store.transact('strict', (tx) => tx.addEntry(entryOf(1)));
      const strange = { format: 99, id: guidOf(77), title: 'From the future', payload: { a: [1, 2] } };
      await harness.plantRawEntry(strange);
      await harness.plantRawEntry('not even an object');
      await harness.endProcess();
      const again = await harness.open();
      await again.transact('strict', (tx) => tx.addEntry(entryOf(2)));
      const entries = await again.entries();
      equal(
        entries.map((entry) => entry.state),
        ['waiting', 'parked', 'parked', 'waiting'],
      );
      equal(entries[1]?.raw, strange, 'raw value');
      equal(entries[1]?.title, 'From the future', 'title');
      equal(entries[2]?.raw, 'not even an object', 'raw value');
      await failure(again.transact('strict', (tx) => tx.replaceEntry({ ...entries[1]!, state: 'waiting' })));
      await again.transact('strict', (tx) => tx.removeEntry(entries[2]!.id));
      equal((await again.entries()).length, 3);
    });
  });

  describe(`${name}: handles`, () => {
    test('see each other’s commits', async (harness, store) => {
      const other = await harness.open();
      await put(store, [rowOf(1, 1)]);
      equal((await other.table('account')).rows.size, 1);
      await put(other, [rowOf(2, 2)]);
      await other.transact('strict', (tx) => tx.addEntry(entryOf(1)));
      equal((await store.table('account')).rows.size, 2);
      equal((await store.entries()).length, 1);
      await store.transact('strict', (tx) => tx.removeEntry(entryOf(1).id));
      equal((await other.entries()).length, 0);
    });

    test('are told what changed, their own commits and the others’', async (harness, store) => {
      const other = await harness.open();
      const heard = (handle: Store): { next: Promise<StoreChange>; stop: () => void } => {
        let stop = (): void => undefined;
        const next = new Promise<StoreChange>((resolve) => {
          stop = handle.subscribe(resolve);
        });
        return { next, stop: () => stop() };
      };
      const [own, foreign] = [heard(store), heard(other)];
      await store.transact('strict', async (tx) => {
        await tx.putRows('contact', [rowOf(1, 1)]);
        await tx.addEntry(entryOf(1));
        await tx.setState('cookie', 1);
      });
      for (const change of await Promise.all([own.next, foreign.next])) {
        equal([...change.tables].sort(), ['account', 'contact'], 'tables');
        equal([...change.rows], ['contact'], 'tables whose rows were written');
        equal(change.outbox, true, 'outbox');
        equal([...change.state], ['cookie'], 'state');
      }
      own.stop();
      foreign.stop();
    });

    test('read the same while another compacts, and when behind its compaction', async (harness, store) => {
      const other = await harness.open();
      await put(
        store,
        range(1200).map((n) => rowOf(n, 1)),
      );
      equal((await other.table('account')).rows.size, 1200);
      for (let round = 2; round < 6; round += 1) {
        await put(
          store,
          range(400, round * 100).map((n) => rowOf(n, round)),
        );
      }
      await store.transact('relaxed', (tx) => tx.removeRows('account', range(10).map(guidOf)));
      const compaction = harness.compact(store);
      for (let turn = 0; turn < 10; turn += 1)
        equal((await other.table('account')).rows.size, 1190, 'during');
      await compaction;
      equal(
        sorted((await other.table('account')).rows),
        sorted((await store.table('account')).rows),
        'after compaction',
      );
      await harness.compact(other);
      await put(other, [rowOf(1, 77)]);
      equal((await store.table('account')).rows.get(guidOf(1))?.version, '77');
    });
  });

  describe(`${name}: bad days`, () => {
    test('a strict commit survives the end of the process', async (harness, store) => {
      await store.transact('strict', (tx) => tx.addEntry(entryOf(1)));
      await harness.endProcess();
      equal((await (await harness.open()).entries()).length, 1);
    });

    test('a strict commit survives a power cut; later relaxed ones may be lost, whole', async (harness, store) => {
      if (!harness.powerCut) return;
      await store.transact('relaxed', (tx) => tx.setState('early', 1));
      await store.transact('strict', (tx) => tx.addEntry(entryOf(1)));
      await store.transact('relaxed', async (tx) => {
        await tx.putRows('account', [rowOf(1, 1)]);
        await tx.setState('cookie', 'new');
      });
      await harness.powerCut();
      const again = await harness.open();
      equal((await again.entries()).length, 1, 'the strict entry');
      equal(await again.getState('early'), 1, 'relaxed before a strict commit');
      const rows = (await again.table('account')).rows.size;
      equal(rows === 1, (await again.getState('cookie')) === 'new', 'rows and cookie go together');
      equal(rows, 0, 'the relaxed commit');
    });

    test('a full device fails the whole transaction with quota-exceeded', async (harness, store) => {
      if (!harness.fillUp) return;
      await store.transact('strict', (tx) => tx.addEntry(entryOf(1)));
      const release = await harness.fillUp();
      const error = await failure(
        store.transact('relaxed', async (tx) => {
          await tx.setState('cookie', 'new');
          await tx.putRows(
            'account',
            range(3000).map((n) => rowOf(n, 1)),
          );
        }),
      );
      await release();
      equal(error instanceof AppError && error.code, 'quota-exceeded');
      equal(await store.getState('cookie'), undefined, 'state');
      equal((await store.table('account')).rows.size, 0, 'rows');
      equal((await store.entries()).length, 1, 'entries made before');
      await put(store, [rowOf(1, 1)]);
      equal((await store.table('account')).rows.size, 1, 'usable again');
    });

    test('after destroy a new database is empty and has another id', async (harness, store) => {
      await put(store, [rowOf(1, 1)]);
      await store.transact('strict', (tx) => tx.addEntry(entryOf(1)));
      await store.destroy();
      await failure(store.entries());
      const again = await harness.open();
      equal((await again.entries()).length, 0);
      equal((await again.table('account')).rows.size, 0);
      if (!again.id || again.id === store.id) throw new Error('the new database needs an id of its own');
    });

    test('a closed handle refuses and the others go on', async (harness, store) => {
      const other = await harness.open();
      await store.close();
      await failure(store.transact('strict', (tx) => tx.setState('a', 1)));
      await other.transact('strict', (tx) => tx.setState('a', 2));
      equal(await other.getState('a'), 2);
    });
  });
}
