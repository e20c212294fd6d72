import type { View } from '../../shared/metadata/view.ts';
import type { Filter, Link, Order, Query, SelectColumn } from '../../shared/query/ast.ts';
import { withCurrencies } from '../../shared/query/money-columns.ts';
import type { AppCatalog } from '../../state/app-catalog.ts';
import { cardColumnNames } from './card-columns.ts';

export interface SortColumn {
  /** `column` or `alias.column`. */
  readonly column: string;
  readonly descending: boolean;
}

export interface ViewQueryOptions {
  /** Quick-find text; empty: the whole view. */
  readonly search: string;
  /** The person's order, before the view's own. */
  readonly sort: readonly SortColumn[];
  /** Must hold too: a segment of a chart, a time frame. */
  readonly filter?: Filter;
}

/** `*` is any run of characters; signs of `like` stand for themselves. */
function pattern(text: string): string {
  const literal = text
    .trim()
    .replace(/[[%_]/g, (sign) => `[${sign}]`)
    .replaceAll('*', '%');
  return `%${literal}%`;
}

/** Fills the text into each condition of the quick-find groups; leaves other conditions as they are. */
function fillQuickFind(filter: Filter, value: string, inGroup: boolean): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return {
        ...filter,
        filters: filter.filters.map((inner) =>
          fillQuickFind(inner, value, inGroup || filter.quickFind === true),
        ),
      };
    case 'not':
      return { ...filter, filter: fillQuickFind(filter.filter, value, inGroup) };
    case 'condition':
      return inGroup ? { ...filter, operator: 'like', values: [value] } : filter;
    case 'link-filter':
      return filter;
  }
}

function hasQuickFind(filter: Filter): boolean {
  if (filter.kind !== 'and' && filter.kind !== 'or') return false;
  return filter.quickFind === true || filter.filters.some(hasQuickFind);
}

/** What the text is sought in: the columns of the table's quick-find view, else its primary name. */
function searchFilter(catalog: AppCatalog, view: View, text: string): Filter | undefined {
  const value = pattern(text);
  const quickFind = catalog.views(view.table, 'quickfind')[0]?.query.filter;
  if (quickFind && hasQuickFind(quickFind)) return fillQuickFind(quickFind, value, false);
  const primaryName = catalog.table(view.table)?.primaryName;
  if (primaryName === undefined) return undefined;
  return {
    kind: 'or',
    quickFind: true,
    filters: [{ kind: 'condition', column: primaryName, operator: 'like', values: [value] }],
  };
}

/** Takes out what refers to links that are gone; undefined when nothing is left. */
function withoutLinks(filter: Filter, gone: ReadonlySet<string>): Filter | undefined {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const filters = filter.filters.flatMap((inner) => withoutLinks(inner, gone) ?? []);
      return filters.length === 0 ? undefined : { ...filter, filters };
    }
    case 'not': {
      const inner = withoutLinks(filter.filter, gone);
      return inner ? { ...filter, filter: inner } : undefined;
    }
    case 'condition':
      return filter.link !== undefined && gone.has(filter.link) ? undefined : filter;
    case 'link-filter':
      return filter;
  }
}

/** The links whose tables this device carries; the aliases of the others are added to `gone`. */
function carriedLinks(catalog: AppCatalog, links: readonly Link[], gone: Set<string>): readonly Link[] {
  return links.flatMap((link) => {
    if (link.intersect !== true && !catalog.isCarried(link.table)) {
      collectAliases(link, gone);
      return [];
    }
    return [{ ...link, links: carriedLinks(catalog, link.links, gone) }];
  });
}

function collectAliases(link: Link, into: Set<string>): void {
  into.add(link.alias);
  for (const inner of link.links) collectAliases(inner, into);
}

function withColumns(
  columns: readonly SelectColumn[] | 'all',
  needed: readonly string[],
): readonly SelectColumn[] | 'all' {
  if (columns === 'all') return columns;
  const missing = needed.filter((name) => !columns.some((select) => select.column === name && !select.alias));
  return [...columns, ...missing.map((column) => ({ column }))];
}

function withLinkColumns(links: readonly Link[], cells: readonly string[]): readonly Link[] {
  return links.map((link) => ({
    ...link,
    columns: withColumns(
      link.columns,
      cells
        .filter((cell) => cell.startsWith(`${link.alias}.`))
        .map((cell) => cell.slice(link.alias.length + 1)),
    ),
    links: withLinkColumns(link.links, cells),
  }));
}

function orderOf(sort: SortColumn): Order {
  const dot = sort.column.indexOf('.');
  return dot < 0
    ? { column: sort.column, descending: sort.descending }
    : {
        link: sort.column.slice(0, dot),
        column: sort.column.slice(dot + 1),
        descending: sort.descending,
      };
}

/**
 * The query behind a view's grid: the view's own, with the columns that its cells and the table's cards need, the person's order and search, and
 * without links to tables that this device does not carry (their columns are shown as absent; the view still works).
 */
export function viewQuery(catalog: AppCatalog, view: View, options: ViewQueryOptions): Query {
  const gone = new Set<string>();
  const cells = view.cells.map((cell) => cell.column);
  const carried = carriedLinks(catalog, view.query.links, gone);
  const links = withLinkColumns(carried, cells);
  const own = view.query.filter ? withoutLinks(view.query.filter, gone) : undefined;
  const found = options.search.trim() === '' ? undefined : searchFilter(catalog, view, options.search);
  const filters = [own, found, options.filter].filter((filter) => filter !== undefined);
  const table = catalog.table(view.table);
  const plain = cells.filter((cell) => !cell.includes('.') && catalog.column(view.table, cell) !== undefined);
  const needed = [
    ...(table ? [table.primaryId] : []),
    ...(table?.primaryName ? [table.primaryName] : []),
    ...plain,
    ...cardColumnNames(catalog, view.table),
  ];
  const sort = options.sort.map(orderOf);
  const rest = view.query.orders.filter(
    (order) =>
      (order.link === undefined || !gone.has(order.link)) &&
      !sort.some((chosen) => chosen.column === order.column && chosen.link === order.link),
  );
  const { filter: _, ...query } = view.query;
  const full: Query = {
    ...query,
    columns: withColumns(query.columns, [...new Set(needed)]),
    links,
    orders: [...sort, ...rest],
    ...(filters.length === 0
      ? {}
      : { filter: filters.length === 1 && filters[0] ? filters[0] : { kind: 'and' as const, filters } }),
  };
  return withCurrencies(catalog, full).query;
}
