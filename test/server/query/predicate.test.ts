import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { jsonArraySql, rowArraysSql, tableSql } from '../../../server/query/column-sql.ts';
import { compileSql } from '../../../server/query/compile.ts';
import { runQuery, selectRowsByIds } from '../../../server/query/run.ts';
import type { ReadPredicate } from '../../../server/query/filter-sql.ts';
import { parseXml } from '../../../server/solution/xml.ts';
import { must } from '../../../src/shared/base/assert.ts';
import type { Filter, Query } from '../../../src/shared/query/ast.ts';
import { readFetchXml } from '../../../src/shared/query/fetchxml-read.ts';
import { load, model, openThings } from '../../fixtures/query/database.ts';
import { context, id, metadata, rows, tables, user } from '../../fixtures/query/things.ts';

const opened: { database?: Database } = {};
const database = (): Database => must(opened.database, 'database');
beforeAll(async () => {
  opened.database = await openThings('pglite');
  await load(opened.database, rows);
});
afterAll(() => opened.database?.close());

const idIn = (column: string, ...values: string[]): Filter => ({
  kind: 'condition',
  column,
  operator: 'in',
  values,
});
const run = (inside: string, predicate: ReadPredicate, fetch = '') => {
  const text = `<fetch ${fetch}><entity name="thing"><attribute name="thingid"/>${inside}</entity></fetch>`;
  return runQuery(database().db, model, readFetchXml(parseXml(text, 'q.xml')), { context, predicate });
};
const numbers = async (inside: string, predicate: ReadPredicate): Promise<number[]> =>
  (await run(`${inside}<order attribute="thingid"/>`, predicate)).rows.map((row) =>
    Number(String(row['thingid']).slice(-2)),
  );

describe('rows that the person may not read', () => {
  const some: ReadPredicate = (table) =>
    table === 'thing' ? idIn('thingid', id('t', 2), id('t', 3), id('t', 4)) : undefined;
  const noPersons: ReadPredicate = (table) => (table === 'person' ? 'none' : undefined);

  test('are no result', async () => {
    expect(await numbers('', some)).toEqual([2, 3, 4]);
    expect(await numbers('', () => 'none')).toEqual([]);
  });

  test('are not counted', async () => {
    expect(await run('', some, 'returntotalrecordcount="1" count="2"')).toMatchObject({
      total: 3,
      more: true,
    });
  });

  test('are not joined', async () => {
    const link = (type: string) =>
      `<link-entity name="person" from="thingid" to="thingid" alias="p" link-type="${type}"><attribute name="fullname"/></link-entity>`;
    expect(await numbers(link('inner'), noPersons)).toEqual([]);
    expect(await numbers(link('exists'), noPersons)).toEqual([]);
    const outer = await run(
      `${link('outer')}${link('matchfirstrowusingcrossapply').replace('"p"', '"q"')}`,
      noPersons,
    );
    expect(outer.rows.map((row) => [row['p.fullname'], row['q.fullname']])).toEqual(
      Array(6).fill([null, null]),
    );
  });

  test('decide nothing inside filters', async () => {
    const filter = (type: string) =>
      `<filter><link-entity name="person" from="thingid" to="thingid" link-type="${type}"/></filter>`;
    expect(await numbers(filter('any'), noPersons)).toEqual([]);
    expect(await numbers(filter('not any'), noPersons)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('have no name, cannot be found by it and order nothing', async () => {
    const noFirst: ReadPredicate = (table) =>
      table === 'thing' ? { kind: 'not', filter: idIn('thingid', id('t', 1)) } : undefined;
    const { rows: found } = await run('<attribute name="parentid"/><order attribute="parentid"/>', noFirst);
    expect(found.map((row) => [row['thingid'], row['parentid__name']])).toEqual([
      [id('t', 2), undefined],
      [id('t', 4), undefined],
      [id('t', 5), undefined],
      [id('t', 6), undefined],
      [id('t', 3), 'apfel'],
    ]);
    expect(
      await numbers(
        '<filter><condition attribute="parentid" operator="like" value="%birnen"/></filter>',
        noFirst,
      ),
    ).toEqual([]);
  });

  test('break the chain of a hierarchy', async () => {
    const noSecond: ReadPredicate = (table) =>
      table === 'thing' ? { kind: 'not', filter: idIn('thingid', id('t', 2)) } : undefined;
    const under = `<filter><condition attribute="thingid" operator="under" value="${id('t', 1)}"/></filter>`;
    expect(await numbers(under, noSecond)).toEqual([4]);
  });

  test('a predicate may look through links that are not themselves restricted', async () => {
    const shared: ReadPredicate = (table) =>
      table === 'thing'
        ? {
            kind: 'link-filter',
            type: 'any',
            table: 'person',
            alias: 's',
            from: 'thingid',
            to: 'thingid',
            links: [],
          }
        : 'none';
    expect(await numbers('', shared)).toEqual([1, 2]);
  });
});

describe('pages', () => {
  test('say whether more follow', async () => {
    const more = async (attributes: string) => (await run('', () => undefined, attributes)).more;
    expect(await more('count="3" page="1"')).toBe(true);
    expect(await more('count="3" page="2"')).toBe(false);
    expect(await more('count="2" page="2" top="4"')).toBe(false);
    expect(await more('top="2"')).toBe(false);
  });
});

describe('text from outside never becomes SQL', () => {
  const bad = `x"; drop table data.thing; --' \\ $1 \u{1f600}`;
  const query: Query = {
    kind: 'query',
    table: 'thing',
    columns: [{ column: 'name', alias: bad }],
    filter: {
      kind: 'and',
      filters: [
        { kind: 'condition', column: 'name', operator: 'like', values: [bad] },
        { kind: 'condition', column: 'name', operator: 'like', values: [`[${bad.replaceAll(']', '')}]%`] },
        { kind: 'condition', column: 'name', operator: 'in', values: [bad, '{a,b}', 'NULL'] },
        { kind: 'condition', column: 'age', link: bad, operator: 'null', values: [] },
      ],
    },
    links: [
      {
        kind: 'link',
        table: 'person',
        alias: bad,
        from: 'thingid',
        to: 'thingid',
        type: 'outer',
        columns: 'all',
        links: [],
        orders: [],
      },
    ],
    orders: [{ column: 'age', link: bad, descending: true }],
  };

  test('values are parameters, aliases are ours', () => {
    const { from, orders, values } = compileSql(query, metadata, context, undefined);
    const compiled = sql`select ${jsonArraySql(values)} ${from} order by ${sql.join(orders)}`.compile(
      database().db,
    );
    expect(compiled.sql).not.toContain('drop');
    expect(
      compiled.parameters.flat().filter((value) => String(value).includes('drop')).length,
    ).toBeGreaterThan(2);
  });

  test('the statement runs and harms nothing', async () => {
    expect(await runQuery(database().db, model, query, { context })).toEqual({ rows: [], more: false });
    expect(await numbers('', () => undefined)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test.each([
    ['table', { table: bad }, 'no-table'],
    ['column', { columns: [{ column: bad }] }, 'no-column'],
    ['order', { orders: [{ column: bad, descending: false }] }, 'no-column'],
    ['operator', { filter: { kind: 'condition', column: 'name', operator: bad, values: [] } }, 'bad-query'],
    ['number', { filter: { kind: 'condition', column: 'code', operator: 'eq', values: [bad] } }, 'bad-query'],
    ['id', { filter: { kind: 'condition', column: 'thingid', operator: 'eq', values: [bad] } }, 'bad-query'],
    ['date', { filter: { kind: 'condition', column: 'at', operator: 'on', values: [bad] } }, 'bad-query'],
    [
      'alias',
      { filter: { kind: 'condition', column: 'code', link: 'nope', operator: 'null', values: [] } },
      'bad-query',
    ],
    ['top', { top: Number.NaN }, 'bad-query'],
    ['page', { page: { size: 1.5, number: 1 } }, 'bad-query'],
  ] as const)('a %s that is none is refused', async (_what, change, code) => {
    const changed = { ...query, filter: undefined, ...change } as Query;
    await expect(runQuery(database().db, model, changed, { context })).rejects.toMatchObject({ code });
  });
});

describe('rows by id', () => {
  test('are canonical, with the tables of polymorphic lookups', async () => {
    const found = await selectRowsByIds(
      database().db,
      model,
      'thing',
      [id('t', 1), id('t', 99)],
      ['price', 'ownerid', 'at'],
    );
    expect([...found]).toEqual([
      [
        id('t', 1),
        { price: '100.00', ownerid: user.ada, ownerid__type: 'systemuser', at: '2024-06-12T09:00:00Z' },
      ],
    ]);
    const all = await selectRowsByIds(database().db, model, 'thing', [id('t', 6)]);
    expect(Object.values(must(all.get(id('t', 6)), 'row')).filter((value) => value !== null)).toEqual([
      id('t', 6),
    ]);
  });

  test('stream as flat JSON arrays, of more than 100 columns too', async () => {
    const thing = must(tables.get('thing'), 'thing');
    const columns = Array.from({ length: 12 }, () => thing.columns).flat();
    const { keys, expression } = rowArraysSql(columns);
    const { rows: read } = await sql<{
      r: string;
    }>`select ${expression} as r from ${tableSql(thing)} t where code = 10`.execute(database().db);
    const values = JSON.parse(must(read[0], 'row').r) as unknown[];
    expect(keys.length).toBeGreaterThan(180);
    expect(values.length).toBe(keys.length);
    expect(Object.fromEntries(keys.map((key, index) => [key, values[index]]))).toEqual({
      parentid: null,
      ...rows['thing']?.[0],
    });
  });
});
