import { AppError } from '../../src/shared/base/app-error.ts';
import { must } from '../../src/shared/base/assert.ts';
import { readGuid } from '../../src/shared/base/guid.ts';
import type { RowValue } from '../../src/shared/metadata/row.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import type { Condition, Filter, Query } from '../../src/shared/query/ast.ts';
import { readFetchXml } from '../../src/shared/query/fetchxml-read.ts';
import { withCurrencies } from '../../src/shared/query/money-columns.ts';
import { readOData } from '../../src/shared/query/odata-read.ts';
import type { Expand } from '../../src/shared/query/odata-read.ts';
import { parseXml } from '../solution/xml.ts';
import { metadataOf } from './api-context.ts';
import type { ApiContext } from './api-context.ts';
import { expandRows, withLookupsOf } from './expand-rows.ts';
import { pageLink, readPage } from './page-link.ts';
import type { Address, Page } from './page-link.ts';
import { largestPage } from './preferences.ts';
import { rowPrinter, withoutVersion } from './print-row.ts';
import type { SegmentKey } from './resource-path.ts';
import { runRead } from './run-read.ts';

type Options = Readonly<Record<string, string>>;
type Printed = Record<string, unknown>;

/** Adds what every answer needs: the row's version for its ETag. Aggregates and distinct rows have none. */
function withVersion(query: Query): Query {
  if (query.columns === 'all' || query.aggregate === true || query.distinct === true) return query;
  const has = query.columns.some((each) => each.column === 'versionnumber' && each.alias === undefined);
  return has ? query : { ...query, columns: [...query.columns, { column: 'versionnumber' }] };
}

function hidesVersion(query: Query): boolean {
  return query.columns !== 'all' && !query.columns.some((each) => each.column === 'versionnumber');
}

/** The filter and one more condition. */
export function both(filter: Filter | undefined, more: Filter): Filter {
  return filter === undefined ? more : { kind: 'and', filters: [filter, more] };
}

export const equals = (column: string, value: string | number | boolean): Condition => ({
  kind: 'condition',
  column,
  operator: 'eq',
  values: [typeof value === 'boolean' ? (value ? '1' : '0') : String(value)],
});

/** Runs the query and prints its rows, expanded ones under them. */
export async function readPrinted(
  context: ApiContext,
  query: Query,
  expands: readonly Expand[] = [],
): Promise<{ readonly rows: readonly Printed[]; readonly more: boolean; readonly total?: number }> {
  const table = context.model.tables.get(query.table);
  const columns = withLookupsOf(query.columns, expands);
  const { query: full, added } = withCurrencies(context.model, withVersion({ ...query, columns }));
  const result = await runRead(context, full);
  const print = rowPrinter(context, full, added);
  const rows = result.rows.map((row) => {
    const printed = print(row);
    return hidesVersion(query) ? withoutVersion(printed) : printed;
  });
  if (expands.length > 0 && table !== undefined) await expandRows(context, table, result.rows, rows, expands);
  return { rows, more: result.more, total: result.total };
}

function viewQuery(context: ApiContext, table: Table<unknown>, id: string): Query {
  const view = context.model.views.find((each) => each.id === readGuid(id));
  if (view === undefined) throw new AppError('no-row', { table: 'savedquery' });
  if (view.table !== table.logicalName)
    throw new AppError('bad-query', { message: `The view is of the table ${view.table}.` });
  return view.query;
}

function fetchQuery(table: Table<unknown>, text: string): Query {
  const query = readFetchXml(parseXml(text, 'fetchXml'));
  if (query.table !== table.logicalName)
    throw new AppError('bad-query', { message: `fetchXml is of the table ${query.table}.` });
  return query;
}

function contextUrl(
  context: ApiContext,
  table: Table<unknown>,
  select: string | undefined,
  one = false,
): string {
  const columns = select === undefined || select === '' ? '' : `(${select.replaceAll(' ', '')})`;
  return `${context.root}$metadata#${table.entitySetName}${columns}${one ? '/$entity' : ''}`;
}

/** Query options that are about the request, not the query. */
const outside = new Set(['$skiptoken', 'fetchXml', 'savedQuery', 'userQuery']);

/** The total that FetchXML asks for, as far as clients may count. */
function printTotal({ services }: ApiContext, total: number): Printed {
  const shown = services.config.apiLimits ? Math.min(total, largestPage) : total;
  return {
    '@odata.count': shown,
    '@Microsoft.Dynamics.CRM.totalrecordcount': shown,
    '@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded': total > shown,
  };
}

async function readFetched(context: ApiContext, table: Table<Labels>, given: Query): Promise<Printed> {
  const query: Query =
    given.page === undefined && given.top === undefined && given.aggregate !== true
      ? { ...given, page: { size: largestPage, number: 1 } }
      : given;
  const { rows, more, total } = await readPrinted(context, query);
  const { wants } = context.preferences;
  const page = query.page;
  const cookie =
    more && page !== undefined && wants('Microsoft.Dynamics.CRM.fetchxmlpagingcookie')
      ? `<cookie pagenumber="${page.number + 1}" pagingcookie="${encodeURIComponent(
          encodeURIComponent(`<cookie page="${page.number}"></cookie>`),
        )}" istracking="False" />`
      : undefined;
  return {
    '@odata.context': contextUrl(context, table, undefined),
    ...(total === undefined ? {} : printTotal(context, total)),
    ...(cookie === undefined ? {} : { '@Microsoft.Dynamics.CRM.fetchxmlpagingcookie': cookie }),
    ...(wants('Microsoft.Dynamics.CRM.morerecords') ? { '@Microsoft.Dynamics.CRM.morerecords': more } : {}),
    value: rows,
  };
}

/** The answer with a page of rows, and the address of the next one. */
function collectionOf(
  context: ApiContext,
  table: Table<unknown>,
  select: string | undefined,
  found: {
    readonly rows: readonly Printed[];
    readonly total?: number;
    /** The address that was asked, and its page; undefined: there are no more rows. */
    readonly next: (Address & { readonly page: Page }) | undefined;
  },
): Printed {
  const { rows, total, next } = found;
  return {
    '@odata.context': contextUrl(context, table, select),
    ...(total === undefined ? {} : { '@odata.count': total }),
    value: rows,
    ...(next === undefined
      ? {}
      : { '@odata.nextLink': pageLink(context, next, { ...next.page, number: next.page.number + 1 }) }),
  };
}

/** A collection: all rows of a table that the person may read, or those that `restrict` leaves. */
export async function readCollection(
  context: ApiContext,
  table: Table<Labels>,
  path: string,
  options: Options,
  restrict?: Filter,
): Promise<Printed> {
  const narrowed = (query: Query): Query =>
    restrict === undefined ? query : { ...query, filter: both(query.filter, restrict) };
  const fetchXml = options['fetchXml'];
  const viewId = options['savedQuery'] ?? options['userQuery'];
  const largest = context.preferences.maxPageSize ?? largestPage;
  if (fetchXml !== undefined) return readFetched(context, table, narrowed(fetchQuery(table, fetchXml)));
  if (viewId !== undefined) {
    const view = narrowed(viewQuery(context, table, viewId));
    const page = readPage({ path, options }, largest);
    const { rows, more } = await readPrinted(context, { ...view, page });
    return collectionOf(context, table, undefined, {
      rows,
      next: more ? { path, options, page } : undefined,
    });
  }
  const inside = Object.fromEntries(Object.entries(options).filter(([name]) => !outside.has(name)));
  const { query, expands } = readOData(table, inside, metadataOf(context));
  const { count, ...wanted } = narrowed(query);
  const isGrouped = query.aggregate === true;
  const page = readPage({ path, options }, largest);
  const asked: Query = isGrouped && count === true ? { ...wanted, page, count } : { ...wanted, page };
  const { rows, more, total: groups } = await readPrinted(context, asked, expands);
  const total = count === true ? (groups ?? (await countQuery(context, wanted))) : undefined;
  return collectionOf(context, table, options['$select'], {
    rows,
    total,
    next: more ? { path, options, page } : undefined,
  });
}

/** Rows that pass the filter, or groups of them, whatever part is asked for. Dataverse counts to 5,000; so do we, for its clients. */
async function countQuery(context: ApiContext, query: Query): Promise<number> {
  const { top: _top, ...all } = query;
  const key = must(context.model.tables.get(query.table), query.table).primaryId;
  const columns = query.aggregate === true ? query.columns : [{ column: key }];
  const result = await runRead(context, {
    ...all,
    columns,
    orders: [],
    count: true,
    page: { size: 1, number: 1 },
  });
  return Math.min(result.total ?? 0, largestPage);
}

/** How many rows there are, as plain text answers it. */
export async function countRows(
  context: ApiContext,
  table: Table<unknown>,
  options: Options,
): Promise<number> {
  return countQuery(context, readOData(table, options, metadataOf(context)).query);
}

/** The filter that a key in brackets means: the primary id, or the columns of a declared key. */
export function keyFilter(table: Table<unknown>, key: SegmentKey | undefined): Filter {
  if (key === undefined || key.kind === 'none')
    throw new AppError('bad-request', { message: `${table.entitySetName} needs a key.` });
  if (key.kind === 'id') return equals(table.primaryId, key.id);
  const names = Object.keys(key.values).map((name) => name.replace(/^_(.+)_value$/, '$1'));
  const isPrimary = names.length === 1 && names[0] === table.primaryId;
  const declared = table.keys.some(
    (each) => each.columns.length === names.length && each.columns.every((column) => names.includes(column)),
  );
  if (!isPrimary && !declared)
    throw new AppError('bad-request', {
      message: `The specified key properties are not a key of ${table.logicalName}.`,
    });
  return {
    kind: 'and',
    filters: Object.entries(key.values).map(([name, value]) =>
      equals(name.replace(/^_(.+)_value$/, '$1'), value),
    ),
  };
}

/** Id of the row that the key names and the person may read; undefined when there is none. */
export async function findId(
  context: ApiContext,
  table: Table<unknown>,
  key: SegmentKey | undefined,
): Promise<string | undefined> {
  if (key?.kind === 'id') return key.id;
  const query: Query = {
    kind: 'query',
    table: table.logicalName,
    columns: [{ column: table.primaryId }],
    filter: keyFilter(table, key),
    links: [],
    orders: [],
    top: 1,
  };
  const result = await runRead(context, query);
  const id: RowValue | undefined = result.rows[0]?.[table.primaryId];
  return typeof id === 'string' ? id : undefined;
}

/** One row, or `no-row`. */
export async function readSingle(
  context: ApiContext,
  table: Table<Labels>,
  filter: Filter,
  options: Options,
): Promise<Printed> {
  const { query, expands } = readOData(table, options, metadataOf(context));
  const { rows } = await readPrinted(
    context,
    { ...query, filter: both(query.filter, filter), top: 1 },
    expands,
  );
  const row = rows[0];
  if (row === undefined) throw new AppError('no-row', { table: table.logicalName });
  return { '@odata.context': contextUrl(context, table, options['$select'], true), ...row };
}
