import { AppError } from '../base/app-error.ts';
import type { Column, Table } from '../metadata/table.ts';
import type { Link, Order, Query, SelectColumn } from './ast.ts';
import { findColumn } from './metadata.ts';
import { columnName, readODataFilter } from './odata-filter.ts';
import { linkTo, navigationOf } from './odata-navigation.ts';
import type { Navigation, ODataMetadata } from './odata-navigation.ts';
import { readODataApply } from './odata-apply.ts';
import { splitAt } from './odata-split.ts';

/** Rows to put under a navigation property of each result row. */
export interface Expand {
  readonly property: string;
  readonly navigation: Navigation;
  /** Over `navigation.table`, without the restriction to related rows; `top` counts for each parent row. */
  readonly query: Query;
  /** Options in the brackets, as they came. */
  readonly options: Readonly<Record<string, string>>;
  /** Under each of its rows. */
  readonly expands: readonly Expand[];
  /** The property leads to rows of several tables (the owner); this is the part for one of them. */
  readonly isPart?: boolean;
}

export interface ODataQuery {
  readonly query: Query;
  readonly expands: readonly Expand[];
}

const known: ReadonlySet<string> = new Set([
  '$select',
  '$filter',
  '$orderby',
  '$top',
  '$count',
  '$expand',
  '$apply',
]);
const knownInside: ReadonlySet<string> = new Set(['$select', '$filter', '$orderby', '$top', '$expand']);

/** More levels than any client draws; each is at least one more query. */
const deepestExpand = 10;

function refuse(message: string): AppError {
  return new AppError('bad-query', { message });
}

function readTop(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text.trim()) && value <= 2_147_483_647) return value;
  throw refuse(`$top must be a whole number, not "${text}".`);
}

function readSelect(source: string | undefined, table: Table<unknown>): readonly SelectColumn[] | 'all' {
  if (source === undefined || source.trim() === '*') return 'all';
  const names = splitAt(source, ',').map((spelt) => columnName(table, spelt));
  return [...new Set(names)].map((column) => ({ column }));
}

/** Orders, and the outer links that orders over a lookup need. */
function readOrderBy(
  source: string | undefined,
  table: Table<unknown>,
  metadata: ODataMetadata,
): { readonly orders: readonly Order[]; readonly links: readonly Link[] } {
  const links: Link[] = [];
  const orders = splitAt(source ?? '', ',').map((one): Order => {
    const match = /^(\S+)(?:\s+(asc|desc))?$/.exec(one);
    if (match === null) throw refuse(`$orderby: "${one}" cannot be read.`);
    const [property = '', inner, beyond] = (match[1] ?? '').split('/');
    const descending = match[2] === 'desc';
    if (inner === undefined) return { column: columnName(table, property), descending };
    const navigation = navigationOf(metadata, table, property);
    const target = metadata.table(navigation.table);
    if (beyond !== undefined || navigation.kind !== 'lookup' || target === undefined)
      throw refuse(`$orderby: "${one}" must name a column of a row that a lookup points to.`);
    const alias = `order${links.length + 1}`;
    links.push(linkTo(metadata, table, navigation, { type: 'outer', alias, columns: [], orders: [] }));
    return { column: columnName(target, inner), link: alias, descending };
  });
  return { orders, links };
}

type Options = Readonly<Record<string, string>>;

function readOptions(
  options: Options,
  table: Table<unknown>,
  metadata: ODataMetadata,
  parameters: Options,
): Query {
  const filter = options['$filter'];
  const { orders, links } = readOrderBy(options['$orderby'], table, metadata);
  const top = options['$top'];
  return {
    kind: 'query',
    table: table.logicalName,
    columns: readSelect(options['$select'], table),
    ...(filter === undefined ? {} : { filter: readODataFilter(filter, table, metadata, parameters) }),
    links,
    orders,
    ...(top === undefined ? {} : { top: readTop(top) }),
  };
}

/** An owner is a user or a team: columns that only one of them has are read where they are. */
function readOwnerExpand(
  property: string,
  column: Column<unknown>,
  options: Options,
  metadata: ODataMetadata,
): readonly Expand[] {
  for (const name of Object.keys(options))
    if (name !== '$select') throw refuse(`$expand: "${name}" is not supported inside ${property}.`);
  const given = options['$select'];
  const names = given === undefined || given.trim() === '*' ? undefined : splitAt(given, ',');
  const targets = (column.targets ?? []).flatMap((name) => metadata.table(name) ?? []);
  const has = (table: Table<unknown>, name: string): boolean =>
    findColumn(table, name.replace(/^_(.+)_value$/, '$1')) !== undefined;
  const [first] = targets;
  const missing = names?.find((name) => name !== property && !targets.some((table) => has(table, name)));
  if (first !== undefined && missing !== undefined) columnName(first, missing);
  return targets.map((table): Expand => {
    const $select = names?.filter((name) => has(table, name)).join(',');
    return {
      property,
      navigation: { kind: 'lookup', table: table.logicalName, column: column.logicalName },
      query: readOptions($select === undefined ? {} : { $select }, table, metadata, {}),
      options,
      expands: [],
      isPart: true,
    };
  });
}

function readExpands(
  source: string | undefined,
  table: Table<unknown>,
  metadata: ODataMetadata,
  parameters: Options,
  depth = 1,
): readonly Expand[] {
  if (depth > deepestExpand && source !== undefined)
    throw refuse(`$expand goes ${deepestExpand} levels deep at most.`);
  return splitAt(source ?? '', ',').flatMap((one) => readExpand(one, table, metadata, parameters, depth));
}

function readExpand(
  source: string,
  table: Table<unknown>,
  metadata: ODataMetadata,
  parameters: Options,
  depth: number,
): readonly Expand[] {
  const match = /^([A-Za-z_]\w*)(?:\(([\s\S]*)\))?$/.exec(source);
  if (match === null) throw refuse(`$expand: "${source.slice(0, 60)}" cannot be read.`);
  const property = match[1] ?? '';
  const pairs = splitAt(match[2] ?? '', ';').map((one): [string, string] => {
    const at = one.indexOf('=');
    const name = one.slice(0, at).trim();
    if (at < 0 || !knownInside.has(name))
      throw refuse(`$expand: "${name || one}" is not supported inside ${property}.`);
    return [name, one.slice(at + 1).trim()];
  });
  const options = Object.fromEntries(pairs);
  const column = findColumn(table, property);
  if (column?.type === 'owner') return readOwnerExpand(property, column, options, metadata);
  const navigation = navigationOf(metadata, table, property);
  const target = metadata.table(navigation.table);
  if (target === undefined) throw refuse(`$expand: the table of ${property} is not there.`);
  const expands = readExpands(options['$expand'], target, metadata, parameters, depth + 1);
  return [
    { property, navigation, query: readOptions(options, target, metadata, parameters), options, expands },
  ];
}

/**
 * Reads the system query options of a request (decoded, by name with `$`; names beginning with `@` are parameters).
 * Others that begin with `$` are a `bad-query`; paging is the caller's.
 */
export function readOData(table: Table<unknown>, options: Options, metadata: ODataMetadata): ODataQuery {
  for (const name of Object.keys(options))
    if (name.startsWith('$') && !known.has(name)) throw refuse(`${name} is not supported.`);
  const count = options['$count'];
  if (count !== undefined && count !== 'true' && count !== 'false')
    throw refuse(`$count must be true or false, not "${count}".`);
  const counted = count === 'true' ? { count: true } : {};
  const top = options['$top'];
  if (options['$apply'] !== undefined)
    return {
      query: {
        ...readODataApply(options, table, metadata),
        ...(top === undefined ? {} : { top: readTop(top) }),
        ...counted,
      },
      expands: [],
    };
  return {
    query: { ...readOptions(options, table, metadata, options), ...counted },
    expands: readExpands(options['$expand'], table, metadata, options),
  };
}
