import { describe, expect, it } from 'vitest';
import { utcZone } from '../../src/shared/base/zone.ts';
import type { Filter, Query } from '../../src/shared/query/ast.ts';
import { Catalog } from '../../src/metadata/catalog.ts';
import { LiveQueries } from '../../src/query/live-queries.ts';
import type { LiveResult, RecordView } from '../../src/query/live-result.ts';
import { MemoryDisk } from '../../src/store/memory-disk.ts';
import { openMemoryStore } from '../../src/store/memory-store.ts';
import type { OutboxEntry } from '../../src/store/entry.ts';
import type { Store, StoredRow } from '../../src/store/store.ts';
import { guidOf } from '../conformance/store-samples.ts';
import { samplePackage } from './package.ts';

const person = {
  userId: guidOf(9001),
  businessUnitId: guidOf(9002),
  teamIds: [],
  language: 1033,
  timeZone: utcZone,
  fiscalYearStart: { month: 1, day: 1 },
};

class ManualClock {
  time = Date.parse('2030-05-05T10:00:00Z');
  readonly timers: { at: number; run: () => void }[] = [];
  now(): number {
    return this.time;
  }
  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.time + milliseconds, run };
    this.timers.push(timer);
    return () => void this.timers.splice(this.timers.indexOf(timer) >>> 0, 1);
  }
  advance(to: number): void {
    this.time = to;
    for (const timer of this.timers.splice(0)) if (timer.at <= to) timer.run();
  }
}

const query = (table: string, more: Partial<Query> = {}): Query => ({
  kind: 'query',
  table,
  columns: [{ column: 'name' }],
  links: [],
  orders: [{ column: 'name', descending: false }],
  ...more,
});
const condition = (column: string, operator: string, ...values: string[]): Filter => ({
  kind: 'condition',
  column,
  operator,
  values,
});
const account = (n: number, values: StoredRow['values'] = {}, version = '1'): StoredRow => ({
  id: guidOf(n),
  version,
  rights: 3,
  values: { name: `Account ${String(n).padStart(4, '0')}`, statecode: 0, statuscode: 1, ...values },
});
const made = { entries: 0 };
const entry = (
  operation: OutboxEntry['operation'],
  more: Partial<OutboxEntry> = {},
): Omit<OutboxEntry, 'sequence'> => ({
  format: 1,
  id: `22222222-0000-4000-9000-${String((made.entries += 1)).padStart(12, '0')}`,
  attempt: 1,
  state: 'waiting',
  operation,
  writes: [{ table: operation.table, id: operation.id }],
  needs: [],
  metadataVersion: 'm1',
  madeAt: '2030-05-05T10:00:00.000Z',
  title: '',
  ...more,
});
const edit = (n: number, values: StoredRow['values'], table = 'account') =>
  entry({ kind: 'update', table, id: guidOf(n), values, replaced: {} });

function start(): { store: Store; queries: LiveQueries; clock: ManualClock; open(): LiveQueries } {
  const store = openMemoryStore(new MemoryDisk(() => guidOf(1), guidOf(2)));
  const clock = new ManualClock();
  const open = (): LiveQueries =>
    new LiveQueries({ store, catalog: new Catalog(samplePackage), clock, person });
  return { store, clock, queries: open(), open };
}
function follow(queries: LiveQueries, asked: Query, window = { offset: 0, limit: 5 }) {
  const results: LiveResult[] = [];
  const errors: Error[] = [];
  const subscription = queries.subscribe(
    asked,
    window,
    (result) => results.push(result),
    (error) => errors.push(error),
  );
  return { results, errors, ...subscription, last: () => results.at(-1) };
}
const names = (result: LiveResult | undefined): unknown[] =>
  (result?.rows ?? []).map((row) => row.values['name']);
const save = (store: Store, ...entries: Omit<OutboxEntry, 'sequence'>[]): Promise<void> =>
  store.transact('strict', async (tx) => {
    for (const one of entries) await tx.addEntry(one);
  });

describe('live queries', () => {
  it('answer at first and after a change of what they read, and not otherwise', async () => {
    const { store, queries } = start();
    await store.transact('relaxed', (tx) => tx.putRows('account', [account(1), account(2)]));
    const live = follow(queries, query('account'));
    await queries.settled();
    expect(names(live.last())).toEqual(['Account 0001', 'Account 0002']);
    await store.transact('relaxed', (tx) => tx.putRows('contact', [account(7)]));
    await store.transact('relaxed', (tx) => tx.setState('a', 1));
    await queries.settled();
    expect(live.results).toHaveLength(1);
    await store.transact('relaxed', (tx) => tx.putRows('account', [account(3)]));
    await queries.settled();
    expect(live.last()?.total).toBe(3);
    live.close();
    await store.transact('relaxed', (tx) => tx.putRows('account', [account(4)]));
    await queries.settled();
    expect(live.results).toHaveLength(2);
  });

  it('show what waits in the outbox over the rows, and mark it', async () => {
    const { store, queries } = start();
    await store.transact('relaxed', (tx) => tx.putRows('account', [account(1), account(2), account(3)]));
    const live = follow(queries, query('account', { filter: condition('statecode', 'eq', '0') }));
    await queries.settled();
    await save(
      store,
      edit(1, { name: 'Zebra' }),
      entry({ kind: 'create', table: 'account', id: guidOf(50), values: { name: 'Created' } }),
      entry({ kind: 'delete', table: 'account', id: guidOf(2), version: '1' }),
    );
    await queries.settled();
    expect(names(live.last())).toEqual(['Account 0003', 'Created', 'Zebra']);
    expect(live.last()?.rows.map((row) => row.pending)).toEqual([undefined, 'waiting', 'waiting']);
    expect(live.last()?.rows[1]?.rights).toBe(1 + 2 + 32);
    expect(live.last()?.total).toBe(3);
    const refused = (await store.entries())[0]!;
    await store.transact('strict', (tx) => tx.replaceEntry({ ...refused, state: 'refused' }));
    await queries.settled();
    expect(live.last()?.rows[2]?.pending).toBe('problem');
    await store.transact('strict', (tx) => tx.removeEntry(refused.id));
    await queries.settled();
    expect(names(live.last())).toEqual(['Account 0001', 'Account 0003', 'Created']);
  });

  it('move their window and tell where it starts', async () => {
    const { store, queries } = start();
    await store.transact('relaxed', (tx) =>
      tx.putRows(
        'account',
        Array.from({ length: 20 }, (_, n) => account(n)),
      ),
    );
    const live = follow(queries, query('account'));
    await queries.settled();
    live.setWindow({ offset: 18, limit: 5 });
    await queries.settled();
    expect(live.last()).toMatchObject({ offset: 18, total: 20 });
    expect(names(live.last())).toEqual(['Account 0018', 'Account 0019']);
  });

  it('answer one commit of many entries once', async () => {
    const { store, queries } = start();
    const live = follow(queries, query('account'));
    await queries.settled();
    void save(store, edit(1, { name: 'a' }));
    await save(
      store,
      ...[10, 11, 12].map((n) =>
        entry({ kind: 'create', table: 'account', id: guidOf(n), values: { name: `N${n}` } }),
      ),
    );
    await queries.settled();
    expect(live.results.length).toBeLessThanOrEqual(2);
    expect(live.last()?.total).toBe(3);
  });

  it('answer anew when the clock passes what a relative operator means', async () => {
    const { store, queries, clock } = start();
    await store.transact('relaxed', (tx) =>
      tx.putRows('account', [account(1, { modifiedon: '2030-05-05T08:00:00Z' })]),
    );
    const live = follow(queries, query('account', { filter: condition('modifiedon', 'today') }));
    await queries.settled();
    expect(live.last()?.total).toBe(1);
    clock.advance(Date.parse('2030-05-06T00:00:01Z'));
    await queries.settled();
    expect(live.last()?.total).toBe(0);
  });

  it('show names of looked-up rows: carried, edited, or as stubs', async () => {
    const { store, queries } = start();
    await store.transact('relaxed', async (tx) => {
      await tx.putRows('account', [account(1)]);
      await tx.putRows('contact', [
        account(10, { accountid: guidOf(1) }),
        account(11, { accountid: guidOf(2) }),
      ]);
      await tx.putStubs([{ table: 'account', id: guidOf(2), name: 'Stub', version: '1' }]);
    });
    const live = follow(queries, query('contact', { columns: [{ column: 'accountid' }] }));
    await queries.settled();
    const shown = () => live.last()?.rows.map((row) => row.values['accountid__name']);
    expect(shown()).toEqual(['Account 0001', 'Stub']);
    await save(store, edit(1, { name: 'Renamed' }));
    await queries.settled();
    expect(shown()).toEqual(['Renamed', 'Stub']);
  });

  it('show what follows from what was typed, as the server will put it together', async () => {
    const { store, queries } = start();
    const live = follow(queries, query('contact', { columns: [{ column: 'fullname' }] }));
    const shown = () => live.last()?.rows.map((row) => row.values['fullname']);
    const values = { name: 'x', firstname: 'Ada', lastname: 'Byron' };
    await save(store, entry({ kind: 'create', table: 'contact', id: guidOf(20), values }));
    await queries.settled();
    expect(shown()).toEqual(['Ada Byron']);
    const change = { values: { lastname: 'Lovelace' }, replaced: { lastname: 'Byron' } };
    await save(store, entry({ kind: 'update', table: 'contact', id: guidOf(20), ...change }));
    await queries.settled();
    expect(shown()).toEqual(['Ada Lovelace']);
  });

  it('see associations that wait', async () => {
    const { store, queries } = start();
    await store.transact('relaxed', async (tx) => {
      await tx.putRows('contact', [
        account(10, { contactid: guidOf(10) }),
        account(11, { contactid: guidOf(11) }),
      ]);
      await tx.putRows('listcontact', [
        { ...account(90), values: { listid: guidOf(80), contactid: guidOf(10) } },
      ]);
    });
    const members = query('contact', {
      links: [
        {
          kind: 'link',
          table: 'listcontact',
          alias: 'lc',
          from: 'contactid',
          to: 'contactid',
          type: 'inner',
          columns: [],
          links: [],
          orders: [],
          filter: condition('listid', 'eq', guidOf(80)),
        },
      ],
    });
    const live = follow(queries, members);
    await queries.settled();
    expect(live.last()?.total).toBe(1);
    const link = { relationship: 'list_contact', table: 'contact', otherTable: 'list', otherId: guidOf(80) };
    await save(store, entry({ kind: 'associate', id: guidOf(11), ...link }, { writes: [] }));
    await queries.settled();
    expect(live.last()?.total).toBe(2);
    await save(store, entry({ kind: 'disassociate', id: guidOf(10), ...link }, { writes: [] }));
    await queries.settled();
    expect(names(live.last())).toEqual(['Account 0011']);
  });

  it('tell a query that cannot run and leave the others alone', async () => {
    const { queries } = start();
    const bad = follow(queries, query('nowhere'));
    const good = follow(queries, query('account'));
    await queries.settled();
    expect(bad.errors[0]).toMatchObject({ code: 'no-table' });
    expect(good.results).toHaveLength(1);
    await expect(
      queries.read(query('account', { columns: [{ column: 'nothing' }] }), { offset: 0, limit: 1 }),
    ).rejects.toMatchObject({ code: 'no-column' });
  });

  it('follow one record with its entries until it is gone', async () => {
    const { store, queries } = start();
    await store.transact('relaxed', (tx) =>
      tx.putRows('account', [account(1, { parentid: guidOf(2) }), account(2)]),
    );
    const records: (RecordView | undefined)[] = [];
    queries.watchRecord(
      'account',
      guidOf(1),
      (record) => records.push(record),
      (error) => {
        throw error;
      },
    );
    await queries.settled();
    expect(records.at(-1)?.values['parentid__name']).toBe('Account 0002');
    expect(records.at(-1)?.version).toBe('1');
    await save(store, edit(1, { city: 'Ulm' }));
    await queries.settled();
    expect(records.at(-1)).toMatchObject({ pending: 'waiting', values: { city: 'Ulm' } });
    expect(records.at(-1)?.entries).toHaveLength(1);
    await save(store, entry({ kind: 'delete', table: 'account', id: guidOf(1), version: '1' }));
    await queries.settled();
    expect(records).toHaveLength(3);
    expect(records.at(-1)).toBeUndefined();
  });

  it('give after any sequence of edits what a fresh run gives', async () => {
    let seed = 42;
    const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
    const { store, queries, open } = start();
    const cities = ['Ulm', 'Bonn', 'Kiel', null];
    await store.transact('relaxed', async (tx) => {
      await tx.putRows(
        'account',
        Array.from({ length: 300 }, (_, n) =>
          account(n, {
            city: cities[random(4)]!,
            employees: random(100),
            parentid: random(3) ? guidOf(random(300)) : null,
            primarycontactid: guidOf(1000 + random(20)),
          }),
        ),
      );
      await tx.putRows(
        'contact',
        Array.from({ length: 20 }, (_, n) => account(1000 + n)),
      );
    });
    const asked: [Query, { offset: number; limit: number }][] = [
      [query('account'), { offset: 0, limit: 10 }],
      [
        query('account', { filter: condition('city', 'eq', 'Ulm'), columns: 'all' }),
        { offset: 5, limit: 10 },
      ],
      [query('account', { orders: [{ column: 'employees', descending: true }] }), { offset: 0, limit: 20 }],
      [
        query('account', {
          orders: [{ column: 'parentid', descending: false }],
          columns: [{ column: 'parentid' }],
        }),
        { offset: 0, limit: 10 },
      ],
      [query('account', { filter: condition('employees', 'gt', '97') }), { offset: 0, limit: 50 }],
      [query('account', { top: 7 }), { offset: 0, limit: 50 }],
      [
        query('account', {
          links: [
            {
              kind: 'link',
              table: 'contact',
              alias: 'c',
              from: 'contactid',
              to: 'primarycontactid',
              type: 'outer',
              columns: [{ column: 'name' }],
              links: [],
              orders: [{ column: 'name', descending: true }],
            },
          ],
          orders: [],
        }),
        { offset: 0, limit: 10 },
      ],
      [query('contact', { columns: 'all' }), { offset: 0, limit: 10 }],
    ];
    const lives = asked.map(([one, window]) => follow(queries, one, window));
    await queries.settled();
    for (let step = 0; step < 150; step += 1) {
      const n = random(300);
      const entries = await store.entries();
      const kind = random(10);
      if (kind < 5)
        await save(
          store,
          edit(
            n,
            [{ name: `Account ${random(400)}` }, { city: cities[random(4)]! }, { employees: random(100) }][
              random(3)
            ]!,
          ),
        );
      else if (kind === 5)
        await save(
          store,
          entry({
            kind: 'create',
            table: 'account',
            id: guidOf(5000 + step),
            values: { name: `New ${random(100)}`, city: 'Ulm', employees: random(100) },
          }),
        );
      else if (kind === 6)
        await save(store, entry({ kind: 'delete', table: 'account', id: guidOf(n), version: '1' }));
      else if (kind === 7)
        await save(store, edit(1000 + random(20), { name: `Contact ${random(99)}` }, 'contact'));
      else if (kind === 8 && entries.length > 0)
        await store.transact('strict', (tx) => tx.removeEntry(entries[random(entries.length)]!.id));
      else
        await store.transact('relaxed', (tx) =>
          tx.putRows('account', [account(n, { employees: random(100), city: 'Kiel' }, String(step + 2))]),
        );
      await queries.settled();
      const fresh = open();
      for (const [index, [one, window]] of asked.entries()) {
        const expected = await fresh.read(one, window);
        expect(lives[index]!.last(), `query ${index} after step ${step}`).toEqual(expected);
      }
      fresh.close();
    }
  });
});
