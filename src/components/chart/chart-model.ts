import { msg, str } from '@lit/localize';
import type { Formats } from '../../i18n/formats.ts';
import type { Chart, ChartSeries, SeriesKind } from '../../shared/metadata/chart.ts';
import { nameKey, type Row, type RowValue } from '../../shared/metadata/row.ts';
import type { AppCatalog } from '../../state/app-catalog.ts';
import { displayCell } from '../form/display-value.ts';
import { currencyAliases } from './chart-query.ts';
import { chartColumn, chartGroup, partValue, type ChartColumn, type ChartGroup } from './group-columns.ts';
import { groupRange } from './point-filter.ts';

/** One value of the chart. `row` is the row of the query that it came with; absent: no row, so nothing to drill into. */
export interface ChartPoint {
  readonly value: number | null;
  readonly text: string;
  readonly row?: Row;
}

export interface DrawnSeries {
  readonly label: string;
  readonly kind: SeriesKind;
  readonly secondAxis: boolean;
  readonly showValues: boolean;
  readonly color?: string;
  /** One for each category. */
  readonly points: readonly ChartPoint[];
  /** A value as the axis writes it. */
  readonly format: (value: number) => string;
}

/** What is drawn, read out and tabulated: one source for all three. */
export interface ChartModel {
  readonly categoryTitle: string;
  readonly valueTitle: string;
  readonly categories: readonly string[];
  readonly series: readonly DrawnSeries[];
  /** A kind of series of a newer server that this version knows no drawing of. */
  readonly unknownKind?: string;
}

const aloneKinds: readonly string[] = ['pie', 'doughnut', 'funnel'];
const knownKinds: readonly string[] = [
  ...aloneKinds,
  ...['column', 'bar', 'line', 'area', 'stackedcolumn', 'stackedcolumn100'],
  ...['stackedbar', 'stackedbar100', 'stackedarea', 'stackedarea100'],
];

interface Place {
  readonly catalog: AppCatalog;
  readonly formats: Formats;
}

function dateLabel(formats: Formats, group: ChartGroup, row: Row): string {
  const { own, parts } = group;
  const value = Number(row[own.alias]);
  const range = groupRange(own, parts, row);
  const year = partValue(parts, 'year', row);
  const fiscalYear = partValue(parts, 'fiscal-year', row);
  switch (own.select.dateGrouping) {
    case 'day':
      return range ? formats.date(new Date(range.from).toISOString().slice(0, 10)) : String(value);
    case 'week':
      return year === undefined ? msg(str`W${value}`) : msg(str`W${value} ${year}`);
    case 'month':
      return range ? formats.month(range.from) : formats.monthName(value);
    case 'quarter':
      return fiscalYear === undefined ? msg(str`Q${value}`) : msg(str`Q${value} FY${fiscalYear}`);
    case 'fiscal-period':
      return msg(str`Q${value % 100} FY${Math.floor(value / 100)}`);
    case 'fiscal-year':
      return msg(str`FY${value}`);
    default:
      return String(value);
  }
}

/** A group as the person reads it. */
function groupLabel(place: Place, group: ChartGroup | undefined, alias: string, row: Row): string {
  const value = row[alias] ?? null;
  if (value === null || value === '') return msg('(empty)');
  if (group === undefined) return String(row[nameKey(alias)] ?? value);
  if (group.own.select.dateGrouping !== undefined) return dateLabel(place.formats, group, row);
  return displayCell(place, group.own.column, alias, row);
}

function numberOf(value: RowValue | undefined): number | null {
  if (value === null || value === undefined || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** The number in the person's way of writing; amounts with their sign where all of the group are in one currency. */
function measure(place: Place, found: ChartColumn | undefined, row: Row): (value: RowValue) => string {
  const { formats, catalog } = place;
  const aggregate = found?.select.aggregate;
  const isCount = aggregate === 'count' || aggregate === 'countcolumn';
  if (!found || isCount) return (value) => (value === null ? '' : formats.integer(Number(value)));
  if (found.column.type === 'money') {
    const least = row[currencyAliases.least] ?? null;
    const isMixed = least !== (row[currencyAliases.greatest] ?? null);
    const isBase = found.column.logicalName.endsWith('_base');
    const sign =
      isMixed && !isBase
        ? undefined
        : catalog.currency(found.column, found.column.logicalName, { transactioncurrencyid: least });
    const digits = sign?.precision ?? 2;
    return (value) =>
      value === null
        ? ''
        : formats.money(typeof value === 'string' ? value : Number(value).toFixed(digits), sign);
  }
  if (aggregate === 'avg')
    return (value) => (value === null ? '' : formats.double(Number(value), found.column.precision ?? 2));
  return (value) =>
    value === null ? '' : displayCell(place, found.column, found.alias, { ...row, [found.alias]: value });
}

function seriesLabel(found: ChartColumn | undefined, series: ChartSeries): string {
  if (!found) return series.alias;
  const label = found.column.label;
  switch (found.select.aggregate) {
    case 'count':
      return msg('Number of records');
    case 'countcolumn':
      return msg(str`Number (${label})`);
    case 'sum':
      return msg(str`Sum (${label})`);
    case 'avg':
      return msg(str`Average (${label})`);
    case 'min':
      return msg(str`Least (${label})`);
    case 'max':
      return msg(str`Greatest (${label})`);
    default:
      return label;
  }
}

/** Text by which rows of one group are told from those of others. */
function groupKey(alias: string, parts: readonly string[] | undefined, row: Row): string {
  return JSON.stringify((parts ?? [alias]).map((one) => row[one] ?? null));
}

/** Turns the rows of the chart's query into categories and series. Categories stand in the order of the rows. */
export function chartModel(place: Place, chart: Chart, rows: readonly Row[]): ChartModel {
  const category = chartGroup(place.catalog, chart, 'category');
  const split = chartGroup(place.catalog, chart, 'split');
  const categories = new Map<string, Row>();
  const splits = new Map<string, Row>();
  const byPlace = new Map<string, Row>();
  for (const row of rows) {
    const key = groupKey(chart.category, chart.categoryParts, row);
    const part = chart.split === undefined ? '' : groupKey(chart.split, chart.splitParts, row);
    if (!categories.has(key)) categories.set(key, row);
    if (!splits.has(part)) splits.set(part, row);
    byPlace.set(`${key}|${part}`, row);
  }
  const isMixed = chart.series.some(({ kind }) => kind !== chart.series[0]?.kind);
  const unknownKind = chart.series.find(({ kind }) => !knownKinds.includes(kind))?.kind;
  const series = chart.series.flatMap((one): readonly DrawnSeries[] => {
    const found = chartColumn(place.catalog, chart, one.alias);
    return [...splits].map(([part, sample]) => {
      const own = seriesLabel(found, one);
      const partLabel = chart.split === undefined ? undefined : groupLabel(place, split, chart.split, sample);
      const points = [...categories.keys()].map((key): ChartPoint => {
        const row = byPlace.get(`${key}|${part}`);
        if (!row) return { value: null, text: '' };
        const value = row[one.alias] ?? null;
        return { value: numberOf(value), text: measure(place, found, row)(value), row };
      });
      const format = measure(place, found, sample);
      return {
        label: partLabel === undefined ? own : chart.series.length > 1 ? `${partLabel} · ${own}` : partLabel,
        // A pie has no axes: among series of another kind it is drawn as theirs would be.
        kind: aloneKinds.includes(one.kind) && isMixed ? 'column' : one.kind,
        secondAxis: one.secondAxis,
        showValues: one.showValues,
        ...(one.color !== undefined && chart.split === undefined ? { color: one.color } : {}),
        points,
        format: (value: number) => format(value),
      };
    });
  });
  const first = chart.series[0];
  return {
    categoryTitle: chart.categoryTitle ?? category?.own.column.label ?? '',
    valueTitle:
      chart.valueTitle ?? (first ? seriesLabel(chartColumn(place.catalog, chart, first.alias), first) : ''),
    categories: [...categories.values()].map((row) => groupLabel(place, category, chart.category, row)),
    series,
    ...(unknownKind === undefined ? {} : { unknownKind }),
  };
}
