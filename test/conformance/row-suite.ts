import { testsOn, type Runner, type StoreHarness } from './store-harness.ts';
import { equal, guidOf, range, rowOf, sorted, versions } from './store-samples.ts';
import type { Store, StoredRow } from '../../src/store/store.ts';

/** What every implementation of {@link Store} promises of rows and stubs, told as what a caller sees. */
export function rowSuite(runner: Runner, name: string, start: () => Promise<StoreHarness>): void {
  const { describe } = runner;
  const test = testsOn(runner, start);
  const put = (store: Store, rows: readonly StoredRow[], table = 'account'): Promise<void> =>
    store.transact('relaxed', (tx) => tx.putRows(table, rows));

  describe(`${name}: rows`, () => {
    test('come back as they were put, through a reopen too', async (harness, store) => {
      const rows = [rowOf(1, 10), rowOf(2, 11, { extra: 'only here' }), rowOf(3, 12, { name: 'Ünïcode 😀' })];
      await put(store, rows);
      equal(sorted((await store.table('account')).rows), rows);
      await harness.endProcess();
      const again = await harness.open();
      equal(sorted((await again.table('account')).rows), rows);
      equal(again.id, store.id, 'store id');
    });

    test('never go back to an older version', async (harness, store) => {
      await put(store, [rowOf(1, 9), rowOf(2, 100)]);
      await put(store, [rowOf(1, 10, { name: 'newer' }), rowOf(2, 99, { name: 'older' })]);
      await put(store, [rowOf(1, 10, { name: 'same version' })]);
      equal(versions((await store.table('account')).rows), ['10', '100']);
      equal((await store.table('account')).rows.get(guidOf(1))?.values['name'], 'newer');
      equal((await store.table('account')).rows.get(guidOf(2))?.values['name'], 'Row 2');
      await harness.endProcess();
      equal(versions((await (await harness.open()).table('account')).rows), ['10', '100'], 'after reopening');
    });

    test('never go back although the table was not in memory', async (harness, store) => {
      await put(store, [rowOf(1, 100)]);
      await harness.endProcess();
      const again = await harness.open();
      await put(again, [rowOf(1, 99, { name: 'older' })]);
      equal((await again.table('account')).rows.get(guidOf(1))?.values['name'], 'Row 1');
    });

    test('go back when forced', async (harness, store) => {
      await put(store, [rowOf(1, 100)]);
      await store.transact('relaxed', (tx) => tx.putRows('account', [rowOf(1, 5)], { force: true }));
      equal(versions((await store.table('account')).rows), ['5']);
      await harness.endProcess();
      equal(versions((await (await harness.open()).table('account')).rows), ['5']);
    });

    test('of the same version are replaced when asked, older ones still not', async (harness, store) => {
      await put(store, [rowOf(1, 100), rowOf(2, 100)]);
      await store.transact('relaxed', (tx) =>
        tx.putRows(
          'account',
          [
            { ...rowOf(1, 100), rights: 1 },
            { ...rowOf(2, 99), rights: 1 },
          ],
          {
            replaceEqual: true,
          },
        ),
      );
      const rights = async (handle: Store): Promise<number[]> =>
        sorted((await handle.table('account')).rows).map((row) => row.rights);
      equal(await rights(store), [1, 3]);
      await harness.endProcess();
      equal(await rights(await harness.open()), [1, 3], 'after reopening');
    });

    test('are removed one by one and all at once; absent ids are no error', async (harness, store) => {
      await put(
        store,
        range(5).map((n) => rowOf(n, n)),
      );
      await put(store, [rowOf(1, 1)], 'contact');
      await store.transact('relaxed', (tx) => tx.removeRows('account', [guidOf(2), guidOf(4), guidOf(99)]));
      equal(versions((await store.table('account')).rows), ['1', '3', '5']);
      await store.transact('relaxed', async (tx) => {
        await tx.clearTable('account');
        await tx.putRows('account', [rowOf(7, 7)]);
      });
      equal(versions((await store.table('account')).rows), ['7']);
      await harness.endProcess();
      const again = await harness.open();
      equal(versions((await again.table('account')).rows), ['7'], 'account after reopening');
      equal((await again.table('contact')).rows.size, 1, 'contact after reopening');
    });

    test('removed and put again with a lower version stay as put', async (harness, store) => {
      await put(
        store,
        range(200).map((n) => rowOf(n, 500)),
      );
      await store.transact('relaxed', (tx) => tx.removeRows('account', [guidOf(3)]));
      await put(store, [rowOf(3, 4)]);
      await harness.compact(store);
      await harness.endProcess();
      const again = await harness.open();
      equal((await again.table('account')).rows.get(guidOf(3))?.version, '4');
    });

    test('removed and put again in bulk are there', async (harness, store) => {
      await store.table('account');
      await put(store, [rowOf(3, 1)]);
      await store.transact('relaxed', (tx) => tx.removeRows('account', [guidOf(3)]));
      await put(
        store,
        range(200).map((n) => rowOf(n, 2)),
      );
      await harness.endProcess();
      equal((await (await harness.open()).table('account')).rows.size, 200);
    });

    test('of a large table survive changes, removals, compaction and reopening', async (harness, store) => {
      const expected = new Map<string, StoredRow>();
      const apply = async (rows: StoredRow[]): Promise<void> => {
        for (const row of rows) expected.set(row.id, row);
        await put(store, rows);
      };
      await apply(range(2300).map((n) => rowOf(n, 1000)));
      await apply(range(1300, 1500).map((n) => rowOf(n, 1001, { name: `second ${n}` })));
      await apply([rowOf(5000, 1002)]);
      const gone = range(700, 100).map(guidOf);
      for (const id of gone) expected.delete(id);
      await store.transact('relaxed', (tx) => tx.removeRows('account', gone));
      await apply(range(40, 90).map((n) => rowOf(n, 1003)));
      equal(sorted((await store.table('account')).rows), sorted(expected), 'before compaction');
      await harness.compact(store);
      equal(sorted((await store.table('account')).rows), sorted(expected), 'after compaction');
      await apply([rowOf(1, 1004), rowOf(6000, 1)]);
      await harness.endProcess();
      const again = await harness.open();
      equal(sorted((await again.table('account')).rows), sorted(expected), 'after reopening');
      equal((await again.usage()).rows['account'], expected.size, 'usage');
    });

    test('are the same after release', async (_harness, store) => {
      await put(
        store,
        range(30).map((n) => rowOf(n, n)),
      );
      store.release('account');
      equal((await store.table('account')).rows.size, 30);
    });
  });

  describe(`${name}: stubs`, () => {
    test('name rows that are not carried, the newest version winning', async (harness, store) => {
      const stub = (version: string, text: string) => ({
        table: 'contact',
        id: guidOf(1),
        name: text,
        version,
      });
      await store.transact('relaxed', (tx) => tx.putStubs([stub('10', 'Ada')]));
      await store.transact('relaxed', (tx) => tx.putStubs([stub('9', 'Old')]));
      equal((await store.stubs('contact')).get(guidOf(1))?.name, 'Ada');
      await harness.endProcess();
      const again = await harness.open();
      equal((await again.stubs('contact')).get(guidOf(1)), stub('10', 'Ada'));
      equal((await again.table('contact')).rows.size, 0, 'a stub is no row');
      equal((await again.usage()).rows, {}, 'a stub is not counted as a row');
    });

    test('leave with the removal of their id, or all at once', async (harness, store) => {
      const stub = (n: number, table = 'contact') => ({ table, id: guidOf(n), name: 'Name', version: '1' });
      await store.transact('relaxed', (tx) => tx.putStubs([stub(1), stub(2), stub(3, 'team')]));
      await store.transact('relaxed', (tx) => tx.removeRows('contact', [guidOf(1), guidOf(9)]));
      equal([...(await store.stubs('contact')).keys()], [guidOf(2)]);
      await store.transact('relaxed', async (tx) => {
        await tx.clearStubs();
        await tx.putStubs([stub(5)]);
      });
      await harness.endProcess();
      const again = await harness.open();
      equal([...(await again.stubs('contact')).keys()], [guidOf(5)]);
      equal((await again.stubs('team')).size, 0);
    });
  });
}
