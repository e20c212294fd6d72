import type { Chart } from '../../shared/metadata/chart.ts';
import { currencyColumn } from '../../shared/metadata/currency.ts';
import type { View } from '../../shared/metadata/view.ts';
import type { Condition, Filter, Link, Query, SelectColumn } from '../../shared/query/ast.ts';
import type { AppCatalog } from '../../state/app-catalog.ts';
import { viewQuery } from '../grid/view-query.ts';
import { chartColumn } from './group-columns.ts';

/** Aliases under which a chart's rows say whether all amounts of a group are in one currency. */
export const currencyAliases = { least: 'hs_currency_min', greatest: 'hs_currency_max' } as const;

export interface ChartQueryOptions {
  /** The rows drawn are those of this view; absent: all that the chart's own query finds. */
  readonly view?: View;
  /** Quick-find text of the list beside it. */
  readonly search?: string;
  /** Must hold too. */
  readonly filter?: Filter;
}

const renamed = (alias: string): string => `view_${alias}`;

/** The view's aliases get a prefix, so that a chart's links may have the same ones. */
function renameFilter(filter: Filter): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, filters: filter.filters.map(renameFilter) };
    case 'not':
      return { ...filter, filter: renameFilter(filter.filter) };
    case 'condition': {
      const { link, compareTo } = filter;
      const other =
        compareTo?.link === undefined ? compareTo : { ...compareTo, link: renamed(compareTo.link) };
      return {
        ...filter,
        ...(link === undefined ? {} : { link: renamed(link) }),
        ...(other === undefined ? {} : { compareTo: other }),
      } satisfies Condition;
    }
    case 'link-filter':
      return {
        ...filter,
        alias: renamed(filter.alias),
        ...(filter.filter ? { filter: renameFilter(filter.filter) } : {}),
        links: filter.links.map(renameLink),
      };
  }
}

function renameLink(link: Link): Link {
  return {
    ...link,
    alias: renamed(link.alias),
    columns: [],
    orders: [],
    links: link.links.map(renameLink),
    ...(link.filter ? { filter: renameFilter(link.filter) } : {}),
  };
}

function mentioned(filter: Filter | undefined, into: Set<string>): void {
  if (filter === undefined) return;
  if (filter.kind === 'and' || filter.kind === 'or') for (const one of filter.filters) mentioned(one, into);
  else if (filter.kind === 'not') mentioned(filter.filter, into);
  else if (filter.kind === 'condition') {
    if (filter.link !== undefined) into.add(filter.link);
    if (filter.compareTo?.link !== undefined) into.add(filter.compareTo.link);
  }
}

/** The links that decide which rows are found. One that only lends columns could count a row twice. */
function decidingLinks(links: readonly Link[], names: ReadonlySet<string>): readonly Link[] {
  return links.flatMap((link) => {
    const inner = decidingLinks(link.links, names);
    const decides = link.type !== 'outer' || names.has(link.alias) || inner.length > 0;
    return decides ? [{ ...link, links: inner }] : [];
  });
}

function currencies(catalog: AppCatalog, chart: Chart): readonly SelectColumn[] {
  const isMoney = chart.series.some(({ alias }) => {
    const found = chartColumn(catalog, chart, alias);
    return found?.column.type === 'money' && found.table === chart.table;
  });
  if (!isMoney || !catalog.column(chart.table, currencyColumn)) return [];
  return [
    { column: currencyColumn, aggregate: 'min', alias: currencyAliases.least },
    { column: currencyColumn, aggregate: 'max', alias: currencyAliases.greatest },
  ];
}

/**
 * What a chart asks the device: its aggregate over the rows that the view, the search and the filter leave. Amounts
 * come with their currency.
 */
export function chartQuery(catalog: AppCatalog, chart: Chart, options: ChartQueryOptions): Query {
  const rows = options.view && viewQuery(catalog, options.view, { search: options.search ?? '', sort: [] });
  const names = new Set<string>();
  mentioned(rows?.filter, names);
  const filters = [chart.query.filter, rows?.filter && renameFilter(rows.filter), options.filter].filter(
    (filter) => filter !== undefined,
  );
  const { filter: _, ...query } = chart.query;
  const { columns } = query;
  return {
    ...query,
    columns: columns === 'all' ? columns : [...columns, ...currencies(catalog, chart)],
    links: [...query.links, ...decidingLinks(rows?.links ?? [], names).map(renameLink)],
    ...(filters.length === 0 ? {} : { filter: { kind: 'and', filters } }),
  };
}
