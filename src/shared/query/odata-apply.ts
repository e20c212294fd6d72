import { AppError } from '../base/app-error.ts';
import type { Table } from '../metadata/table.ts';
import type { Filter, Link, Order, Query, SelectColumn } from './ast.ts';
import { columnName, readODataFilter } from './odata-filter.ts';
import { linkTo, navigationOf } from './odata-navigation.ts';
import type { ODataMetadata } from './odata-navigation.ts';
import { splitAt } from './odata-split.ts';

/*
 * $apply as Dataverse takes it: filter(…), groupby((…)), groupby((…),aggregate(…)) and aggregate(…), filters first.
 */

function refuse(message: string): AppError {
  return new AppError('bad-query', { message: `$apply: ${message}` });
}

const methods: Readonly<Record<string, NonNullable<SelectColumn['aggregate']>>> = {
  sum: 'sum',
  average: 'avg',
  min: 'min',
  max: 'max',
  countdistinct: 'countcolumn',
};

/** `name(inside)`, or undefined. */
function callOf(source: string): { readonly name: string; readonly inside: string } | undefined {
  const match = /^(\w+)\s*\(([\s\S]*)\)$/.exec(source.trim());
  return match === null ? undefined : { name: match[1] ?? '', inside: match[2] ?? '' };
}

class ApplyReader {
  readonly #table: Table<unknown>;
  readonly #metadata: ODataMetadata;
  readonly #columns: SelectColumn[] = [];
  readonly #links = new Map<string, Link>();
  readonly #keys = new Set<string>();

  constructor(table: Table<unknown>, metadata: ODataMetadata) {
    this.#table = table;
    this.#metadata = metadata;
  }

  /** Puts the value where it is from: the table itself, or a row that a lookup leads to. */
  #add(path: string, key: string | undefined, select: Omit<SelectColumn, 'column' | 'alias'>): void {
    const [first = '', inner, beyond] = path.split('/');
    if (beyond !== undefined) throw refuse(`${path} leads further than one table.`);
    if (inner === undefined) {
      this.#claim(key ?? first);
      this.#columns.push({ column: columnName(this.#table, first), alias: key ?? first, ...select });
      return;
    }
    const navigation = navigationOf(this.#metadata, this.#table, first);
    const target = this.#metadata.table(navigation.table);
    if (navigation.kind !== 'lookup' || target === undefined)
      throw refuse(`${path} must name a column of a row that a lookup points to.`);
    const column = columnName(target, inner);
    const alias = key ?? `${navigation.table}_${column}`;
    this.#claim(alias);
    const link =
      this.#links.get(first) ??
      linkTo(this.#metadata, this.#table, navigation, {
        type: 'outer',
        alias: `apply${this.#links.size + 1}`,
        columns: [],
        orders: [],
      });
    const columns = link.columns === 'all' ? [] : link.columns;
    this.#links.set(first, { ...link, columns: [...columns, { column, alias, ...select }] });
  }

  #claim(key: string): void {
    if (this.#keys.has(key)) throw refuse(`two values are called ${key}.`);
    this.#keys.add(key);
  }

  #groupBy(inside: string): void {
    const [columns = '', then, more] = splitAt(inside, ',');
    const listed = /^\(([\s\S]*)\)$/.exec(columns);
    if (listed === null || more !== undefined)
      throw refuse('groupby needs columns in brackets: groupby((a,b),aggregate(…)).');
    const paths = splitAt(listed[1] ?? '', ',');
    if (paths.length === 0) throw refuse('groupby names no column.');
    for (const path of paths) this.#add(path, undefined, { groupBy: true });
    if (then === undefined) return;
    const call = callOf(then);
    if (call?.name !== 'aggregate')
      throw refuse(`${then.slice(0, 60)} cannot follow the columns of groupby.`);
    this.#aggregate(call.inside);
  }

  #aggregate(inside: string): void {
    const values = splitAt(inside, ',');
    if (values.length === 0) throw refuse('aggregate names no value.');
    for (const value of values) {
      const count = /^\$count\s+as\s+(\w+)$/.exec(value);
      if (count !== null) {
        this.#add(this.#table.primaryId, count[1], { aggregate: 'count' });
        continue;
      }
      const match = /^(\S+)\s+with\s+(\w+)\s+as\s+(\w+)$/.exec(value);
      const method = match?.[2] ?? '';
      const aggregate = Object.hasOwn(methods, method) ? methods[method] : undefined;
      if (match === null || aggregate === undefined)
        throw refuse(
          `"${value.slice(0, 60)}" must be "$count as name" or "column with ${Object.keys(methods).join('|')} as name".`,
        );
      const distinct = method === 'countdistinct' ? { distinct: true } : {};
      this.#add(match[1] ?? '', match[3], { aggregate, ...distinct });
    }
  }

  read(source: string, parameters: Readonly<Record<string, string>>) {
    const filters: Filter[] = [];
    const steps = splitAt(source, '/').map((step) => {
      const call = callOf(step);
      if (call === undefined) throw refuse(`"${step.slice(0, 60)}" cannot be read.`);
      return call;
    });
    const last = steps.pop();
    for (const { name, inside } of steps) {
      if (name !== 'filter') throw refuse(`only filter can come before the last step, not ${name}.`);
      filters.push(readODataFilter(inside, this.#table, this.#metadata, parameters));
    }
    if (last?.name === 'groupby') this.#groupBy(last.inside);
    else if (last?.name === 'aggregate') this.#aggregate(last.inside);
    else throw refuse('the last step must be groupby or aggregate.');
    const [first] = filters;
    const filter: Filter | undefined = filters.length < 2 ? first : { kind: 'and', filters };
    return { columns: this.#columns, links: [...this.#links.values()], keys: this.#keys, filter };
  }
}

/** Orders name the values of the answer. */
function readOrders(source: string | undefined, keys: ReadonlySet<string>): readonly Order[] {
  return splitAt(source ?? '', ',').map((one): Order => {
    const match = /^(\S+)(?:\s+(asc|desc))?$/.exec(one);
    const key = match?.[1] ?? '';
    if (!keys.has(key)) throw refuse(`$orderby can name ${[...keys].join(', ')}, not "${one.slice(0, 60)}".`);
    return { column: key, byAlias: true, descending: match?.[2] === 'desc' };
  });
}

/**
 * Reads `$apply` with the `$orderby` beside it, which goes by the values of the answer. A column of a row that a lookup
 * leads to is called after its table: `contact_fullname`. Throws `bad-query`.
 */
export function readODataApply(
  options: Readonly<Record<string, string>>,
  table: Table<unknown>,
  metadata: ODataMetadata,
): Query {
  for (const name of ['$select', '$filter', '$expand'])
    if (options[name] !== undefined)
      throw refuse(`${name} cannot stand beside it${name === '$filter' ? '; begin with filter(…)' : ''}.`);
  const read = new ApplyReader(table, metadata).read(options['$apply'] ?? '', options);
  const { columns, links, keys, filter } = read;
  return {
    kind: 'query',
    table: table.logicalName,
    columns,
    ...(filter === undefined ? {} : { filter }),
    links,
    orders: readOrders(options['$orderby'], keys),
    aggregate: true,
  };
}
