import { describe, expect, test } from 'vitest';
import { chartModel } from '../../../src/components/chart/chart-model.ts';
import { chartQuery } from '../../../src/components/chart/chart-query.ts';
import { pointFilter } from '../../../src/components/chart/point-filter.ts';
import { Formats } from '../../../src/i18n/formats.ts';
import type { Chart } from '../../../src/shared/metadata/chart.ts';
import type { Row } from '../../../src/shared/metadata/row.ts';
import type { SelectColumn } from '../../../src/shared/query/ast.ts';
import { evaluate } from '../../../src/shared/query/evaluate.ts';
import { AppCatalog } from '../../../src/state/app-catalog.ts';
import { fakeAppPackage } from '../../support/fake-app-package.ts';
import { byIndustry, fakeChart, fakeCharts } from '../../support/fake-charts.ts';

const catalog = new AppCatalog(fakeAppPackage);
const formats = new Formats({ locale: 'en-US', timeZone: 'Europe/Berlin', clock: { now: () => 0 } });
const context = {
  now: Date.UTC(2026, 10, 22),
  userId: '',
  businessUnitId: '',
  teamIds: [],
  language: 1033,
  timeZone: { name: 'Europe/Berlin', transitions: [{ at: null, offset: 60 }] },
  fiscalYearStart: { month: 4, day: 1 },
};
const view = catalog.views('account')[0];
if (!view) throw new Error('the fake app has a view of accounts');
const plainView = { ...view, query: { ...view.query, links: [], orders: [] }, cells: [] };

const id = (index: number): string => `00000001-0000-4000-8000-00000000000${index}`;
const source = (rows: readonly Row[]) => ({
  rows: (table: string) =>
    new Map(
      (table === 'account' ? rows : []).map((values, index) => [
        id(index),
        { id: id(index), version: null, rights: 0, values: { accountid: id(index), ...values } },
      ]),
    ),
  nameOf: () => undefined,
});
const ask = (chart: Chart, rows: readonly Row[], options = {}) =>
  evaluate(chartQuery(catalog, chart, options), source(rows), catalog, context).rows;
const labels = (chart: Chart, rows: readonly Row[]) =>
  chartModel({ catalog, formats }, chart, ask(chart, rows)).categories;
const byDate = (dateGrouping: SelectColumn['dateGrouping']): Chart =>
  fakeChart(
    'dates',
    [
      { column: 'createdon', alias: 'c', groupBy: true, ...(dateGrouping ? { dateGrouping } : {}) },
      { column: 'accountid', alias: 'n', aggregate: 'count' },
    ],
    [{}],
  );

describe('chartQuery', () => {
  test("draws the rows that the view's filter leaves, and those that the drill filter leaves", () => {
    const rows = [
      { statecode: 0, industrycode: 1, address1_city: 'Berlin' },
      { statecode: 0, industrycode: 1, address1_city: 'Essen' },
      { statecode: 1, industrycode: 1, address1_city: 'Berlin' },
    ];
    expect(ask(fakeCharts.industry, rows)[0]?.['n']).toBe(3);
    expect(ask(fakeCharts.industry, rows, { view: plainView })[0]?.['n']).toBe(2);
    const filter = { kind: 'condition', column: 'address1_city', operator: 'eq', values: ['Berlin'] };
    expect(ask(fakeCharts.industry, rows, { view: plainView, filter })[0]?.['n']).toBe(1);
    expect(ask(fakeCharts.industry, rows, { view: plainView, search: 'x' })).toEqual([]);
  });

  test("does not count a row once for each row of the view's outer link", () => {
    const query = chartQuery(catalog, fakeCharts.industry, { view });
    expect(query.links).toEqual([]);
  });

  test('keeps a link that a condition of the view names, under a name of its own', () => {
    const named = {
      ...view,
      query: {
        ...view.query,
        links: view.query.links,
        filter: {
          kind: 'condition' as const,
          link: view.query.links[0]?.alias ?? '',
          column: 'jobtitle',
          operator: 'eq',
          values: ['Buyer'],
        },
      },
    };
    const query = chartQuery(catalog, fakeCharts.industry, { view: named });
    expect(query.links.map(({ alias, columns }) => [alias, columns])).toEqual([['view_primary', []]]);
    expect(JSON.stringify(query.filter)).toContain('"link":"view_primary"');
  });

  test('counts distinct values', () => {
    const chart = fakeChart(
      'cities',
      [
        { column: 'industrycode', alias: 'c', groupBy: true },
        { column: 'address1_city', alias: 'n', aggregate: 'countcolumn', distinct: true },
      ],
      [{}],
    );
    const cities = ['Berlin', 'Essen', 'Berlin', null];
    expect(
      ask(
        chart,
        cities.map((city) => ({ industrycode: 1, address1_city: city })),
      )[0]?.['n'],
    ).toBe(2);
  });
});

describe('chartModel', () => {
  const dates = ['2025-11-30T23:30:00Z', '2026-11-05T10:00:00Z', '2025-12-03T10:00:00Z'];
  const rows = dates.map((createdon) => ({ createdon }));

  test.each([
    ['day', ['Dec 1, 2025', 'Dec 3, 2025', 'Nov 5, 2026']],
    ['week', ['W49 2025', 'W45 2026']],
    ['month', ['Dec 2025', 'Nov 2026']],
    ['quarter', ['Q3 FY2025', 'Q3 FY2026']],
    ['year', ['2025', '2026']],
    ['fiscal-period', ['Q3 FY2025', 'Q3 FY2026']],
    ['fiscal-year', ['FY2025', 'FY2026']],
  ] as const)('writes %s groups with their year, in order', (grouping, expected) => {
    expect(labels(byDate(grouping), rows)).toEqual(expected);
  });

  test('names choices, and rows without a value', () => {
    expect(labels(fakeCharts.industry, [{ industrycode: 2 }, { industrycode: null }])).toEqual([
      '(empty)',
      'Building Supply',
    ]);
  });

  test('writes amounts with their sign, and without one where currencies are mixed', () => {
    const all = fakeAppPackage.currencies?.all ?? [];
    const dollar = all.find(({ symbol }) => symbol === '$')?.id ?? '';
    const euro = all.find(({ symbol }) => symbol === '€')?.id ?? '';
    const text = (...currencies: readonly string[]) =>
      chartModel(
        { catalog, formats },
        fakeCharts.money,
        ask(
          fakeCharts.money,
          currencies.map((transactioncurrencyid) => ({
            industrycode: 1,
            revenue: '1000.50',
            transactioncurrencyid,
          })),
        ),
      ).series[0]?.points[0]?.text;
    expect(text(dollar, dollar)).toBe('$2,001.00');
    expect(text(dollar, euro)).toBe('2,001.00');
  });

  test('makes a series of each split value, with a gap where there is none', () => {
    const chart = fakeCharts.split;
    const all = [
      { industrycode: 1, address1_city: 'Berlin' },
      { industrycode: 2, address1_city: 'Essen' },
    ];
    const { series } = chartModel({ catalog, formats }, chart, ask(chart, all));
    expect(series.map(({ label, points }) => [label, points.map(({ value }) => value)])).toEqual([
      ['Berlin', [1, null]],
      ['Essen', [null, 1]],
    ]);
  });
});

describe('pointFilter', () => {
  const rows = [
    { createdon: '2025-11-30T22:59:59Z', industrycode: 1 },
    { createdon: '2025-11-30T23:00:00Z', industrycode: null },
    { createdon: '2025-12-31T22:59:59Z', industrycode: 2 },
    { createdon: '2026-01-01T00:00:00Z', industrycode: 2 },
    { createdon: null, industrycode: 2 },
  ];
  const count = { column: 'accountid', alias: 'n', aggregate: 'count' } as const;
  const all: Chart['query'] = {
    kind: 'query',
    table: 'account',
    columns: [count],
    links: [],
    orders: [],
    aggregate: true,
  };

  test.each(['day', 'week', 'month', 'quarter', 'year', 'fiscal-period', 'fiscal-year', undefined] as const)(
    'finds exactly the rows of each point, grouped by %s',
    (grouping) => {
      const chart = byDate(grouping);
      const groups = ask(chart, rows);
      expect(groups.length).toBeGreaterThan(1);
      for (const group of groups) {
        const filter = pointFilter(catalog, chart, group);
        if (!filter) throw new Error('a filter tells the rows');
        const [found] = evaluate({ ...all, filter }, source(rows), catalog, context).rows;
        expect(found?.['n']).toBe(group['n']);
      }
    },
  );

  test('takes the year of a month from the series, and finds no filter where nothing tells it', () => {
    const month = { column: 'createdon', alias: 'c', groupBy: true, dateGrouping: 'month' } as const;
    const year = { column: 'createdon', alias: 's', groupBy: true, dateGrouping: 'year' } as const;
    const years = fakeChart('years', [month, year, count], [{}], { split: 's' });
    const filter = pointFilter(catalog, years, { c: 12, s: 2025, n: 2 });
    if (!filter) throw new Error('a filter tells the rows');
    const [found] = evaluate({ ...all, filter }, source(rows), catalog, context).rows;
    expect(found?.['n']).toBe(2);
    expect(labels(years, rows.slice(0, 3))).toEqual(['Nov', 'Dec']);
    expect(pointFilter(catalog, { ...years, split: 'gone' }, { c: 12, n: 2 })).toBeUndefined();
  });

  test('finds rows without a value', () => {
    const chart = fakeChart('industry', byIndustry, [{}]);
    const empty = ask(chart, rows).find((row) => row['c'] === null) ?? {};
    expect(pointFilter(catalog, chart, empty)).toEqual({
      kind: 'condition',
      column: 'industrycode',
      operator: 'null',
      values: [],
    });
  });
});
