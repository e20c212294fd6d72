import { withDateParts } from '../../server/solution/readers/chart-dates.ts';
import type { Chart, ChartSeries, SeriesKind } from '../../src/shared/metadata/chart.ts';
import type { AppPackage } from '../../src/shared/metadata/app.ts';
import type { SelectColumn } from '../../src/shared/query/ast.ts';
import { fakeAppPackage } from './fake-app-package.ts';

/** A chart of accounts or opportunities with the columns given; `c` is the category, `s` the split. */
export function fakeChart(
  name: string,
  columns: readonly SelectColumn[],
  series: readonly Partial<ChartSeries>[],
  more: Partial<Chart> = {},
): Chart {
  const table = more.table ?? 'account';
  // Date groups are completed as the import does it.
  const category = withDateParts(
    { kind: 'query', table, columns, links: [], orders: [], aggregate: true },
    'c',
  );
  return {
    id: name,
    table,
    name,
    description: '',
    isDefault: false,
    query: category.query,
    category: 'c',
    ...(category.parts ? { categoryParts: category.parts } : {}),
    series: series.map((one) => ({
      alias: 'n',
      kind: 'column',
      secondAxis: false,
      showValues: false,
      ...one,
    })),
    showLegend: true,
    ...more,
  };
}

export const byIndustry: readonly SelectColumn[] = [
  { column: 'industrycode', alias: 'c', groupBy: true },
  { column: 'accountid', alias: 'n', aggregate: 'count' },
];
const money: readonly SelectColumn[] = [
  { column: 'industrycode', alias: 'c', groupBy: true },
  { column: 'revenue', alias: 'n', aggregate: 'sum' },
  { column: 'numberofemployees', alias: 'm', aggregate: 'avg' },
];
const split: readonly SelectColumn[] = [
  { column: 'industrycode', alias: 'c', groupBy: true },
  { column: 'address1_city', alias: 's', groupBy: true },
  { column: 'accountid', alias: 'n', aggregate: 'count' },
];
const byMonth: readonly SelectColumn[] = [
  { column: 'createdon', alias: 'c', groupBy: true, dateGrouping: 'month' },
  { column: 'accountid', alias: 'n', aggregate: 'count' },
];

export const fakeCharts = {
  industry: fakeChart('Accounts by industry', byIndustry, [{ showValues: true }], { isDefault: true }),
  money: fakeChart('Revenue and employees', money, [{}, { alias: 'm', kind: 'line', secondAxis: true }]),
  split: fakeChart('Industry and city', split, [{ kind: 'stackedcolumn100' }], { split: 's' }),
  month: fakeChart('Accounts by month', byMonth, [{ kind: 'area' }]),
  funnel: fakeChart('Funnel', byIndustry, [{ kind: 'funnel' }]),
} as const;

/** Every kind there is, over the same rows. */
export const kindCharts: readonly Chart[] = (
  [
    ['column', 'bar', 'line', 'area', 'pie', 'doughnut', 'funnel', 'stackedcolumn', 'stackedcolumn100'],
    ['stackedbar', 'stackedbar100', 'stackedarea', 'stackedarea100'],
  ] as readonly (readonly SeriesKind[])[]
)
  .flat()
  .map((kind) =>
    kind.startsWith('stacked')
      ? fakeChart(kind, split, [{ kind }], { split: 's' })
      : fakeChart(kind, byIndustry, [{ kind, showValues: true }]),
  );

export const packageWithCharts: AppPackage = {
  ...fakeAppPackage,
  charts: [...Object.values(fakeCharts), ...kindCharts],
};
