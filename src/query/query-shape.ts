import type { Filter, Link, Query } from '../shared/query/ast.ts';
import { isLookup } from '../shared/metadata/table.ts';
import type { Catalog } from '../metadata/catalog.ts';

/** What a change of rows can mean for a query, read off its shape once. */
export interface QueryShape {
  /** Tables whose rows it reads, the root first; the other tables it depends on only lend names. */
  readonly structural: ReadonlySet<string>;
  /** A change of a few root rows can be worked into the last result without running over all rows. */
  readonly isTrackable: boolean;
  /** Names of looked-up rows decide which rows it finds or how they are ordered. */
  readonly usesNames: boolean;
}

/** Operators that compare a lookup by its id alone. */
const byId = new Set(['eq', 'ne', 'in', 'not-in', 'null', 'not-null']);
const byPerson = /^(eq|ne)-(user|business)/;

export function shapeOf(query: Query, catalog: Catalog): QueryShape {
  const structural = new Set<string>([query.table]);
  let isTrackable =
    !query.aggregate && !query.distinct && query.top === undefined && query.page === undefined;
  let usesNames = false;

  const isNamed = (table: string, column: string): boolean => {
    const found = catalog.column(table, column);
    return found !== undefined && isLookup(found);
  };
  const visitFilter = (filter: Filter | undefined, table: string): void => {
    if (!filter) return;
    if (filter.kind === 'and' || filter.kind === 'or') {
      for (const part of filter.filters) visitFilter(part, table);
    } else if (filter.kind === 'not') visitFilter(filter.filter, table);
    else if (filter.kind === 'condition') {
      const isById = byId.has(filter.operator) || byPerson.test(filter.operator);
      // A condition on a joined table names its alias: which table that is does not matter for being careful.
      if (!isById && (filter.link !== undefined || isNamed(table, filter.column))) usesNames = true;
    } else if (filter.kind === 'link-filter') {
      isTrackable = false;
      structural.add(filter.table);
      visitFilter(filter.filter, filter.table);
      visitLinks(filter.links);
    }
  };
  const visitLinks = (links: readonly Link[]): void => {
    for (const link of links) {
      structural.add(link.table);
      // At most one row to join, so one root row gives at most one result row.
      const isToOne = link.from === catalog.table(link.table)?.primaryId;
      if (!isToOne || (link.type !== 'inner' && link.type !== 'outer') || link.table === query.table)
        isTrackable = false;
      if (link.orders.some((order) => isNamed(link.table, order.column))) usesNames = true;
      visitFilter(link.filter, link.table);
      visitLinks(link.links);
    }
  };
  visitFilter(query.filter, query.table);
  visitLinks(query.links);
  if (query.orders.some((order) => order.link !== undefined || isNamed(query.table, order.column)))
    usesNames = true;
  return { structural, isTrackable, usesNames };
}
