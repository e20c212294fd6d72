import type { Chart } from '../../src/shared/metadata/chart.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import type { View } from '../../src/shared/metadata/view.ts';
import type { Filter, Link, LinkFilter, Query, SelectColumn } from '../../src/shared/query/ast.ts';
import type { Complain } from './resolve-form.ts';

interface ComparedCondition {
  readonly valueOf?: { readonly column: string; readonly link?: string };
}

type Tables = ReadonlyMap<string, Table<Labels>>;

/** A part without which the view would show other rows than its maker meant. */
class Unresolvable extends Error {}

class Resolver {
  readonly #tables: Tables;
  readonly #complain: Complain;
  readonly #aliases = new Map<string, string>();

  constructor(tables: Tables, complain: Complain) {
    this.#tables = tables;
    this.#complain = complain;
  }

  #has(table: string, column: string): boolean {
    return this.#tables.get(table)?.columns.some((one) => one.logicalName === column) ?? false;
  }

  #need(table: string, column: string): void {
    if (!this.#tables.has(table)) throw new Unresolvable(`table ${table} does not exist`);
    if (!this.#has(table, column)) throw new Unresolvable(`column ${table}.${column} does not exist`);
  }

  #select(table: string, columns: readonly SelectColumn[] | 'all'): readonly SelectColumn[] | 'all' {
    if (columns === 'all') return columns;
    return columns.filter((one) => {
      if (this.#has(table, one.column)) return true;
      if (one.aggregate !== undefined || one.groupBy)
        throw new Unresolvable(`column ${table}.${one.column} does not exist`);
      this.#complain('leaves out a column that does not exist', `${table}.${one.column}`);
      return false;
    });
  }

  #checkFilter(table: string, filter: Filter): void {
    switch (filter.kind) {
      case 'and':
      case 'or':
        for (const one of filter.filters) this.#checkFilter(table, one);
        return;
      case 'not':
        this.#checkFilter(table, filter.filter);
        return;
      case 'link-filter':
        this.#checkLinkFilter(table, filter);
        return;
      case 'condition': {
        const owner = filter.link === undefined ? table : this.#aliases.get(filter.link);
        if (owner === undefined)
          throw new Unresolvable(`its filter names ${filter.link}, which is not joined`);
        this.#need(owner, filter.column);
        // Every object inherits a function of this name.
        const compared = Object.hasOwn(filter, 'valueOf')
          ? (filter as unknown as ComparedCondition).valueOf
          : undefined;
        if (compared !== undefined) {
          const other = compared.link === undefined ? table : this.#aliases.get(compared.link);
          if (other !== undefined) this.#need(other, compared.column);
        }
      }
    }
  }

  #checkLinkFilter(table: string, filter: LinkFilter): void {
    this.#need(table, filter.to);
    this.#need(filter.table, filter.from);
    if (filter.filter !== undefined) this.#checkFilter(filter.table, filter.filter);
  }

  #nameAliases(links: readonly Link[]): void {
    for (const link of links) {
      this.#aliases.set(link.alias, link.table);
      this.#nameAliases(link.links);
    }
  }

  #links(parent: string, links: readonly Link[]): readonly Link[] {
    return links.flatMap((link) => {
      const joined = this.#has(parent, link.to) && this.#has(link.table, link.from);
      // An outer link only adds columns, so the rows stay right without it.
      if (!joined && link.type === 'outer' && link.links.length === 0) {
        this.#aliases.delete(link.alias);
        this.#complain(
          'leaves out the columns of a table that cannot be joined',
          `${link.table} by ${parent}.${link.to}`,
        );
        return [];
      }
      this.#need(parent, link.to);
      this.#need(link.table, link.from);
      if (link.filter !== undefined) this.#checkFilter(link.table, link.filter);
      return {
        ...link,
        columns: this.#select(link.table, link.columns),
        links: this.#links(link.table, link.links),
        orders: link.orders.filter((order) => order.byAlias || this.#has(link.table, order.column)),
      };
    });
  }

  query(query: Query): Query {
    if (!this.#tables.has(query.table)) throw new Unresolvable(`table ${query.table} does not exist`);
    this.#nameAliases(query.links);
    const links = this.#links(query.table, query.links);
    if (query.filter !== undefined) this.#checkFilter(query.table, query.filter);
    const orders = query.orders.filter((order) => {
      const owner = order.link === undefined ? query.table : this.#aliases.get(order.link);
      if (order.byAlias || (owner !== undefined && this.#has(owner, order.column))) return true;
      this.#complain('is not ordered by a column that does not exist', order.column);
      return false;
    });
    return { ...query, columns: this.#select(query.table, query.columns), links, orders };
  }

  hasCell(query: Query, name: string): boolean {
    const [alias, column] = name.split('.');
    if (column === undefined) return this.#has(query.table, name);
    const table = this.#aliases.get(alias ?? '');
    return table !== undefined && this.#has(table, column);
  }
}

/** Fits a chart to the tables that exist; undefined when it would count other rows than meant. */
export function resolveChart(
  chart: Chart<Labels>,
  tables: Tables,
  complain: Complain,
): Chart<Labels> | undefined {
  try {
    return { ...chart, query: new Resolver(tables, complain).query(chart.query) };
  } catch (error) {
    if (!(error instanceof Unresolvable)) throw error;
    complain(`cannot be drawn: ${error.message}`);
    return undefined;
  }
}

/** Fits a view to the tables that exist; undefined when it would show other rows than meant. */
export function resolveView(
  view: View<Labels>,
  tables: Tables,
  complain: Complain,
): View<Labels> | undefined {
  const resolver = new Resolver(tables, complain);
  try {
    const query = resolver.query(view.query);
    const cells = view.cells.filter((cell) => {
      if (resolver.hasCell(query, cell.column)) return true;
      complain('does not show a column that does not exist', cell.column);
      return false;
    });
    return { ...view, query, cells };
  } catch (error) {
    if (!(error instanceof Unresolvable)) throw error;
    complain(`cannot be shown: ${error.message}`);
    return undefined;
  }
}
