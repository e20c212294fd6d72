import type { Condition, Filter, Link, Order, Query, SelectColumn } from './ast.ts';
import { findColumn } from './metadata.ts';
import type { QueryMetadata } from './metadata.ts';

/** What a query named that is not there. */
export interface QueryGap {
  readonly table: string;
  /** Absent: the table itself is missing. */
  readonly column?: string;
}

class Pruner {
  readonly #metadata: Pick<QueryMetadata, 'table'>;
  readonly #tables = new Map<string, string>();
  readonly gaps: QueryGap[] = [];

  constructor(metadata: Pick<QueryMetadata, 'table'>) {
    this.#metadata = metadata;
  }

  #has(table: string, column: string): boolean {
    const known = this.#metadata.table(table);
    if (known !== undefined && findColumn(known, column) !== undefined) return true;
    this.#gap(table, column);
    return false;
  }

  #gap(table: string, column?: string): void {
    if (!this.gaps.some((gap) => gap.table === table && gap.column === column))
      this.gaps.push(column === undefined ? { table } : { table, column });
  }

  /** Notes the aliases of links that stay; false for a link whose table or key columns are missing. */
  #keeps(link: Pick<Link, 'table' | 'alias' | 'from' | 'to'>, parent: string): boolean {
    if (this.#metadata.table(link.table) === undefined) {
      this.#gap(link.table);
      return false;
    }
    const keys = [this.#has(link.table, link.from), this.#has(parent, link.to)];
    if (keys.includes(false)) return false;
    this.#tables.set(link.alias, link.table);
    return true;
  }

  columns(table: string, columns: readonly SelectColumn[] | 'all'): readonly SelectColumn[] | 'all' {
    return columns === 'all' ? columns : columns.filter(({ column }) => this.#has(table, column));
  }

  orders(table: string, orders: readonly Order[]): readonly Order[] {
    return orders.filter((order) => {
      if (order.byAlias === true) return true;
      const of = order.link === undefined ? table : this.#tables.get(order.link);
      return of !== undefined && this.#has(of, order.column);
    });
  }

  links(table: string, links: readonly Link[]): readonly Link[] {
    return links.flatMap((link) => {
      if (!this.#keeps(link, table)) return [];
      const below = this.links(link.table, link.links);
      const filter = link.filter && this.filter(link.table, link.filter);
      const columns = this.columns(link.table, link.columns);
      return [{ ...link, columns, links: below, orders: this.orders(link.table, link.orders), filter }];
    });
  }

  #condition(table: string, condition: Condition): boolean {
    const tableOf = (alias: string | undefined): string | undefined =>
      alias === undefined ? table : this.#tables.get(alias);
    const own = tableOf(condition.link);
    if (own === undefined || !this.#has(own, condition.column)) return false;
    const { compareTo } = condition;
    if (compareTo === undefined) return true;
    const other = tableOf(compareTo.link ?? condition.link);
    return other !== undefined && this.#has(other, compareTo.column);
  }

  filter(table: string, filter: Filter): Filter | undefined {
    switch (filter.kind) {
      case 'condition':
        return this.#condition(table, filter) ? filter : undefined;
      case 'not': {
        const inner = this.filter(table, filter.filter);
        return inner && { kind: 'not', filter: inner };
      }
      case 'link-filter': {
        if (!this.#keeps(filter, table)) return undefined;
        const links = this.links(filter.table, filter.links);
        return { ...filter, links, filter: filter.filter && this.filter(filter.table, filter.filter) };
      }
      default: {
        const filters = filter.filters.flatMap((one) => this.filter(table, one) ?? []);
        return filters.length === 0 && filter.filters.length > 0 ? undefined : { ...filter, filters };
      }
    }
  }
}

/**
 * The query without what the metadata does not know, and the list of it: a view that names a column of a solution
 * that is not installed still opens. A condition left out may let more rows in (rights hold all the same), so show
 * the gaps. The root table itself must be there.
 */
export function pruneQuery(
  query: Query,
  metadata: Pick<QueryMetadata, 'table'>,
): { readonly query: Query; readonly gaps: readonly QueryGap[] } {
  const pruner = new Pruner(metadata);
  const { table } = query;
  if (metadata.table(table) === undefined) return { query, gaps: [{ table }] };
  const links = pruner.links(table, query.links);
  const filter = query.filter && pruner.filter(table, query.filter);
  const columns = pruner.columns(table, query.columns);
  const orders = pruner.orders(table, query.orders);
  if (pruner.gaps.length === 0) return { query, gaps: [] };
  return { query: { ...query, columns, links, orders, filter }, gaps: pruner.gaps };
}
