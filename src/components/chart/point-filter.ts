import { addMonths, day, printDay, printInstant, wallOf, weekday } from '../../shared/base/dates.ts';
import type { Chart } from '../../shared/metadata/chart.ts';
import type { Row } from '../../shared/metadata/row.ts';
import type { Condition, Filter, Link, LinkFilter } from '../../shared/query/ast.ts';
import type { AppCatalog } from '../../state/app-catalog.ts';
import { chartGroup, partValue, type ChartColumn } from './group-columns.ts';

/** First and last moment (exclusive) of a date group as wall time; undefined where its parts do not tell. */
export function groupRange(
  own: ChartColumn,
  parts: readonly ChartColumn[],
  row: Row,
): { readonly from: number; readonly to: number } | undefined {
  const value = Number(row[own.alias]);
  const year = partValue(parts, 'year', row);
  const month = partValue(parts, 'month', row);
  switch (own.select.dateGrouping) {
    case 'day': {
      if (year === undefined || month === undefined) return undefined;
      const from = wallOf(year, month, value);
      return { from, to: from + day };
    }
    case 'week': {
      if (year === undefined) return undefined;
      // Weeks begin on Sundays and end with the year.
      const newYear = wallOf(year, 1, 1);
      const from = newYear + ((value - 1) * 7 - weekday(newYear)) * day;
      return { from: Math.max(from, newYear), to: Math.min(from + 7 * day, wallOf(year + 1, 1, 1)) };
    }
    case 'month': {
      if (year === undefined) return undefined;
      const from = wallOf(year, value, 1);
      return { from, to: addMonths(from, 1) };
    }
    case 'year':
      return { from: wallOf(value, 1, 1), to: wallOf(value + 1, 1, 1) };
    default:
      return undefined;
  }
}

/** Undefined: no condition tells the rows of this group from others. */
function conditions(
  own: ChartColumn,
  parts: readonly ChartColumn[],
  row: Row,
): readonly Condition[] | undefined {
  const { alias, select } = own;
  const value = row[alias] ?? null;
  const condition = (operator: string, ...values: readonly string[]): Condition => ({
    kind: 'condition',
    column: select.column,
    operator,
    values,
  });
  if (value === null) return [condition('null')];
  if (select.dateGrouping === undefined)
    return [Array.isArray(value) ? condition('in', ...value.map(String)) : condition('eq', String(value))];
  const range = groupRange(own, parts, row);
  if (range) {
    const isUtc = select.userTimeZone === false && (own.column.behavior ?? 'userlocal') === 'userlocal';
    return isUtc
      ? [condition('ge', printInstant(range.from)), condition('lt', printInstant(range.to))]
      : [condition('on-or-after', printDay(range.from)), condition('on-or-before', printDay(range.to - day))];
  }
  switch (select.dateGrouping) {
    case 'quarter': {
      const year = partValue(parts, 'fiscal-year', row);
      return [
        year === undefined
          ? condition('in-fiscal-period', String(value))
          : condition('in-fiscal-period-and-year', String(value), String(year)),
      ];
    }
    case 'fiscal-period':
      return [
        condition(
          'in-fiscal-period-and-year',
          String(Number(value) % 100),
          String(Math.floor(Number(value) / 100)),
        ),
      ];
    case 'fiscal-year':
      return [condition('in-fiscal-year', String(value))];
    default:
      return undefined;
  }
}

function throughLinks(path: readonly Link[], filter: Filter): Filter {
  const [link, ...rest] = path;
  if (!link) return filter;
  const inner = throughLinks(rest, filter);
  const related = (type: LinkFilter['type'], own: Filter): LinkFilter => ({
    kind: 'link-filter',
    type,
    table: link.table,
    alias: `drill_${link.alias}`,
    from: link.from,
    to: link.to,
    links: [],
    filter: link.filter ? { kind: 'and', filters: [link.filter, own] } : own,
  });
  return related('any', inner);
}

/** Rows of one group of the chart, as a filter of the chart's table. */
function groupFilter(own: ChartColumn, parts: readonly ChartColumn[], row: Row): Filter | undefined {
  const found = conditions(own, parts, row);
  if (!found) return undefined;
  const filter: Filter = found.length === 1 && found[0] ? found[0] : { kind: 'and', filters: found };
  const here = throughLinks(own.path, filter);
  const outer = own.path[0];
  if ((row[own.alias] ?? null) !== null || outer?.type !== 'outer') return here;
  // No value through an outer link: also the rows that have nothing at its other end.
  const none: LinkFilter = {
    kind: 'link-filter',
    type: 'not any',
    table: outer.table,
    alias: `drill_${outer.alias}`,
    from: outer.from,
    to: outer.to,
    links: [],
    ...(outer.filter ? { filter: outer.filter } : {}),
  };
  return { kind: 'or', filters: [none, here] };
}

/**
 * The rows behind one point: its category and, where the chart is split, its split value. Undefined where no filter
 * tells them: months of whatever year.
 */
export function pointFilter(catalog: AppCatalog, chart: Chart, row: Row): Filter | undefined {
  const groups = [chartGroup(catalog, chart, 'category'), chartGroup(catalog, chart, 'split')].filter(
    (group) => group !== undefined,
  );
  const filters = groups.map(({ own, parts }) => {
    // The other grouping may hold the year of this one: months beside each other, a series a year.
    const others = groups
      .flatMap((group) => group.parts)
      .filter((one) => one.column === own.column && one.path.at(-1) === own.path.at(-1));
    return groupFilter(own, [...parts, ...others], row);
  });
  const all = filters.filter((filter) => filter !== undefined);
  if (all.length === 0 || all.length < filters.length) return undefined;
  return all.length === 1 && all[0] ? all[0] : { kind: 'and', filters: all };
}
