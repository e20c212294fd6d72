import type { Link, Order, Query, SelectColumn } from '../../../src/shared/query/ast.ts';

type Grouping = NonNullable<SelectColumn['dateGrouping']>;

/** What a grouping needs before it, coarse to fine, so that groups of different years stay apart. */
const coarser: Readonly<Partial<Record<Grouping, readonly Grouping[]>>> = {
  day: ['year', 'month'],
  week: ['year'],
  month: ['year'],
  // A quarter is one of the fiscal year.
  quarter: ['fiscal-year'],
};

interface Place {
  readonly select: SelectColumn;
  readonly link?: string;
}

/** Key of a column's value in the rows of the query. */
export function keyOf(select: SelectColumn, link?: string): string {
  return select.alias ?? (link === undefined ? select.column : `${link}.${select.column}`);
}

function placesIn(columns: readonly SelectColumn[] | 'all', link?: string): Place[] {
  return columns === 'all'
    ? []
    : columns.map((select) => ({ select, ...(link === undefined ? {} : { link }) }));
}

/** What the query selects, in order, with the joined table it is of. */
export function selectedIn(query: Query): readonly Place[] {
  const below = (links: readonly Link[]): Place[] =>
    links.flatMap((link) => [...placesIn(link.columns, link.alias), ...below(link.links)]);
  return [...placesIn(query.columns), ...below(query.links)];
}

/** Columns in the order of the query's keys, or undefined where the grouping stands alone already. */
function partsOf(query: Query, key: string): SelectColumn[] | undefined {
  const all = selectedIn(query);
  const place = all.find(({ select, link }) => select.groupBy === true && keyOf(select, link) === key);
  const before = coarser[place?.select.dateGrouping ?? 'year'];
  if (place === undefined || before === undefined) return undefined;
  const { select, link } = place;
  const siblings = all.filter(
    (one) => one !== place && one.link === link && one.select.column === select.column && one.select.groupBy,
  );
  // The file groups by the year itself: months beside each other, one series a year.
  if (siblings.some((one) => before.includes(one.select.dateGrouping ?? 'day'))) return undefined;
  const taken = new Set(all.map((one) => keyOf(one.select, one.link)));
  const named = (grouping: Grouping): string => {
    let alias = `${key.replaceAll('.', '_')}_${grouping.replace('-', '_')}`;
    while (taken.has(alias)) alias += '_';
    return alias;
  };
  return [
    ...before.map((grouping): SelectColumn => ({
      ...select,
      alias: named(grouping),
      dateGrouping: grouping,
    })),
    { ...select, alias: key },
  ];
}

function expand(query: Query, key: string, parts: readonly SelectColumn[]): Query {
  const own = selectedIn(query).find(({ select, link }) => keyOf(select, link) === key);
  const inColumns = (
    columns: readonly SelectColumn[] | 'all',
    link?: string,
  ): readonly SelectColumn[] | 'all' =>
    columns === 'all' ? columns : columns.flatMap((one) => (keyOf(one, link) === key ? parts : one));
  const isOwn = (order: Order, link?: string): boolean =>
    order.byAlias === true
      ? order.column === key
      : order.column === own?.select.column && (order.link ?? link) === own.link;
  const inOrders = (orders: readonly Order[], link?: string): Order[] =>
    orders.flatMap((order) =>
      isOwn(order, link)
        ? parts.map((part): Order => ({
            column: part.alias ?? '',
            byAlias: true,
            descending: order.descending,
          }))
        : order,
    );
  const inLinks = (links: readonly Link[]): Link[] =>
    links.map((link) => ({
      ...link,
      columns: inColumns(link.columns, link.alias),
      orders: inOrders(link.orders, link.alias),
      links: inLinks(link.links),
    }));
  return {
    ...query,
    columns: inColumns(query.columns),
    orders: inOrders(query.orders),
    links: inLinks(query.links),
  };
}

/**
 * A date grouping stands alone in a file as its designer wrote it: `month` is the month of whatever year. Adds what
 * is coarser to the groupings of the query, before the grouping itself, and to its orders. `parts` are their keys in
 * the rows, coarse to fine, `key` the last of them; undefined where nothing was to add.
 */
export function withDateParts(
  query: Query,
  key: string,
): { readonly query: Query; readonly parts?: readonly string[] } {
  const parts = partsOf(query, key);
  if (parts === undefined) return { query };
  return { query: expand(query, key, parts), parts: parts.map((one) => one.alias ?? '') };
}
