import { AppError } from '../../src/shared/base/app-error.ts';
import type { OutboxEntry } from '../../src/store/entry.ts';
import type { Runner, StoreHarness } from './store-harness.ts';
import type { Store, StoreChange, StoredRow } from '../../src/store/store.ts';

function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const plain = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(plain)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .filter(([, inner]) => inner !== undefined)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, inner]) => [key, plain(inner)]),
          )
        : value;
  const [is, should] = [JSON.stringify(plain(actual)), JSON.stringify(plain(expected))];
  if (is !== should) throw new Error(`${what}: expected ${should?.slice(0, 500)}, got ${is?.slice(0, 500)}`);
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a failure');
}

export const guidOf = (number: number): string =>
  `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`;

export const rowOf = (number: number, version: number, values: StoredRow['values'] = {}): StoredRow => ({
  id: guidOf(number),
  version: String(version),
  rights: 3,
  values: {
    name: `Row ${number}`,
    amount: `${number}.50`,
    tags: [1, 2],
    closed: false,
    note: null,
    ...values,
  },
});

export const entryOf = (number: number, row = number): Omit<OutboxEntry, 'sequence'> => ({
  format: 1,
  id: `11111111-0000-4000-9000-${String(number).padStart(12, '0')}`,
  attempt: 1,
  state: 'waiting',
  operation: {
    kind: 'update',
    table: 'account',
    id: guidOf(row),
    values: { name: `Edit ${number}` },
    replaced: { name: `Row ${row}` },
  },
  writes: [{ table: 'account', id: guidOf(row) }],
  needs: [],
  metadataVersion: 'm1',
  madeAt: '2030-01-01T00:00:00Z',
  title: `Row ${row}`,
});

const range = (count: number, from = 1): number[] =>
  Array.from({ length: count }, (_, index) => index + from);
const sorted = (rows: ReadonlyMap<string, StoredRow>): StoredRow[] =>
  [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
const versions = (rows: ReadonlyMap<string, StoredRow>): string[] => sorted(rows).map((row) => row.version);

/** What every implementation of {@link Store} promises, told as what a caller sees. */
export function storeSuite(runner: Runner, name: string, start: () => Promise<StoreHarness>): void {
  const { describe, it } = runner;
  const test = (what: string, body: (harness: StoreHarness, store: Store) => Promise<void>): void =>
    it(what, async () => {
      const harness = await start();
      try {
        await body(harness, await harness.open());
      } finally {
        await harness.dispose();
      }
    });
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
