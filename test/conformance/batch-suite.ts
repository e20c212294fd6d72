import type { RowBatch, Store, StoredRow } from '../../src/store/store.ts';
import { testsOn, type Runner, type StoreHarness } from './store-harness.ts';
import { guidOf } from './store-samples.ts';

type Values = readonly [number: number, version: number, name: string];

function batchOf(rows: readonly Values[]): RowBatch {
  const wire = rows.map(
    ([number, version, name]) =>
      [guidOf(number), String(version), 3, name, number % 3 === 0 ? null : [1, 2]] as const,
  );
  return {
    primaryId: 'accountid',
    columns: ['name', 'tags'],
    rows: wire,
    json: JSON.stringify(wire),
  };
}

/** The same rows by hand: the suite must not believe the code it judges. */
const rowsOf = (rows: readonly Values[]): StoredRow[] =>
  rows.map(([number, version, name]) => ({
    id: guidOf(number),
    version: String(version),
    rights: 3,
    values: {
      accountid: guidOf(number),
      versionnumber: String(version),
      name,
      tags: number % 3 === 0 ? null : [1, 2],
    },
  }));

function many(count: number, version = 1, from = 1): Values[] {
  return Array.from({ length: count }, (_, at) => [at + from, version, `Row ${at + from} v${version}`]);
}

async function expectRows(store: Store, want: readonly Values[], when: string): Promise<void> {
  const { rows } = await store.table('account');
  const plain = (list: readonly StoredRow[]): string =>
    JSON.stringify(
      [...list]
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ id, version, rights, values }) => [id, version, rights, Object.entries(values).sort()]),
    );
  if (plain([...rows.values()]) !== plain(rowsOf(want))) throw new Error(`other rows ${when}`);
}

/** Rows in bulk, as a pull brings them: the same promises as rows one by one. */
export function batchSuite(runner: Runner, name: string, start: () => Promise<StoreHarness>): void {
  const { describe } = runner;
  const put = (
    store: Store,
    rows: readonly Values[],
    options?: { force?: boolean; replaceEqual?: boolean },
  ) => store.transact('relaxed', (tx) => tx.putBatch('account', batchOf(rows), options));
  const test = testsOn(runner, start);
  const expectEverywhere = async (harness: StoreHarness, store: Store, want: readonly Values[]) => {
    await expectRows(store, want, 'at once');
    await harness.endProcess();
    const again = await harness.open();
    await expectRows(again, want, 'after reopening');
    await harness.compact(again);
    await expectRows(again, want, 'after compaction');
    await harness.endProcess();
    await expectRows(await harness.open(), want, 'after compaction and reopening');
  };

  describe(`${name}: rows in bulk`, () => {
    for (const count of [0, 1, 63, 64, 500, 501, 1200])
      test(`${count} come back as they were put`, async (harness, store) => {
        await put(store, many(count));
        await expectEverywhere(harness, store, many(count));
      });

    test('arrive batch after batch in one transaction', async (harness, store) => {
      await store.transact('relaxed', async (tx) => {
        await tx.putBatch('account', batchOf(many(500)));
        await tx.putBatch('account', batchOf(many(300, 1, 501)));
        await tx.putBatch('account', batchOf(many(10, 2)));
      });
      await expectEverywhere(harness, store, [...many(10, 2), ...many(790, 1, 11)]);
    });

    test('replace what is older and leave what is newer', async (harness, store) => {
      await put(store, many(100, 5));
      await put(store, [...many(50, 6), ...many(50, 4, 51), ...many(100, 1, 101)]);
      await expectEverywhere(harness, store, [...many(50, 6), ...many(50, 5, 51), ...many(100, 1, 101)]);
    });

    test('do so too where the table is not in memory', async (harness, store) => {
      await put(store, many(100, 5));
      await harness.endProcess();
      const again = await harness.open();
      await put(again, [...many(50, 6), ...many(50, 4, 51), ...many(100, 1, 101)]);
      await expectEverywhere(harness, again, [...many(50, 6), ...many(50, 5, 51), ...many(100, 1, 101)]);
    });

    test('of the same version win when asked, older ones when forced', async (harness, store) => {
      await put(store, many(80, 5));
      await put(store, [[1, 5, 'kept']]);
      await put(store, [[2, 5, 'equal']], { replaceEqual: true });
      await put(store, [[3, 4, 'not older']], { replaceEqual: true });
      await put(store, [[4, 4, 'forced']], { force: true });
      await expectEverywhere(harness, store, [
        ...many(1, 5),
        [2, 5, 'equal'],
        ...many(1, 5, 3),
        [4, 4, 'forced'],
        ...many(76, 5, 5),
      ]);
    });

    test('hold one row twice: the newer one counts', async (harness, store) => {
      await put(store, [...many(70), [5, 9, 'newer'], [5, 2, 'older again']]);
      await expectEverywhere(harness, store, [...many(4), [5, 9, 'newer'], ...many(65, 1, 6)]);
    });

    test('come back after they were removed, and leave when removed after', async (harness, store) => {
      await put(store, many(200));
      await store.transact('relaxed', async (tx) => {
        await tx.removeRows('account', [guidOf(1), guidOf(2)]);
        await tx.putBatch('account', batchOf([[2, 1, 'back'], ...many(70, 1, 201)]));
        await tx.removeRows('account', [guidOf(201)]);
      });
      await expectEverywhere(harness, store, [[2, 1, 'back'], ...many(198, 1, 3), ...many(69, 1, 202)]);
    });
  });
}
