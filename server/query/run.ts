import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import { must } from '../../src/shared/base/assert.ts';
import type { Guid } from '../../src/shared/base/guid.ts';
import { nameKey, typeKey } from '../../src/shared/metadata/row.ts';
import type { Row, RowValue } from '../../src/shared/metadata/row.ts';
import type { Column, Table } from '../../src/shared/metadata/table.ts';
import type { Query, QueryContext } from '../../src/shared/query/ast.ts';
import { columnOf, findColumn, tableOf } from '../../src/shared/query/metadata.ts';
import type { QueryMetadata } from '../../src/shared/query/metadata.ts';
import { outputsOf, showsName } from '../../src/shared/query/output.ts';
import { windowOf } from '../../src/shared/query/plan.ts';
import type { Db } from '../db/database.ts';
import type { Model } from '../metadata/model.ts';
import { columnRef, jsonArraySql, rowColumns, tableSql } from './column-sql.ts';
import type { Sql } from './column-sql.ts';
import { compileSql } from './compile.ts';
import type { SqlQuery } from './compile.ts';
import { startSql } from './filter-sql.ts';
import type { ReadPredicate } from './filter-sql.ts';
import { modelMetadata, withoutColumns } from './model-metadata.ts';
import type { HiddenColumns } from './model-metadata.ts';
import { allOf } from './test-sql.ts';

export interface QueryOptions {
  readonly context: QueryContext;
  /** Which rows of each table may be read; absent: all, for the system itself. */
  readonly predicate?: ReadPredicate;
  /** Columns that do not exist for the person, in results, conditions and orders alike; absent: none. */
  readonly hidden?: HiddenColumns;
  /**
   * At most `rows` rows for each value under the result key; the query's order holds among those of one value. For
   * plain queries (no aggregate, distinct, top, page or count).
   */
  readonly mostPer?: { readonly key: string; readonly rows: number };
  /** An aggregate over more rows than this is refused as `aggregate-limit`. */
  readonly mostAggregated?: number;
}

/** What a query sees, and the whole that its predicates rest on. */
interface Metadata {
  readonly shown: QueryMetadata;
  readonly whole: QueryMetadata;
}

export interface QueryResult {
  readonly rows: readonly Record<string, RowValue>[];
  /** Of all rows that the query has, `top` at most; only where the query asks to count. */
  readonly total?: number;
  /** There are rows after these. */
  readonly more: boolean;
}

/** Values travel as one JSON text a row: both drivers then agree on every type, and PGlite is three times faster. */
async function readArrays(
  db: Db,
  expressions: readonly Sql[],
  rest: Sql,
): Promise<readonly (readonly RowValue[])[]> {
  return readTexts(db, sql`select ${jsonArraySql(expressions)} as r ${rest}`);
}

async function readTexts(db: Db, statement: Sql): Promise<readonly (readonly RowValue[])[]> {
  const { rows } = await sql<{ r: string }>`${statement}`.execute(db);
  return rows.map(({ r }) => JSON.parse(r) as RowValue[]);
}

async function readNames(
  db: Db,
  table: Table<unknown>,
  ids: readonly Guid[],
  options: QueryOptions,
  metadata: Metadata,
): Promise<ReadonlyMap<Guid, string>> {
  const id = findColumn(table, table.primaryId);
  const name = table.primaryName === undefined ? undefined : findColumn(table, table.primaryName);
  if (id === undefined || name === undefined || ids.length === 0) return new Map();
  const state = startSql(metadata.shown, options.context, options.predicate, metadata.whole);
  const slot = { alias: state.alias(), table };
  const where = allOf([sql`${columnRef(slot.alias, id)} = any(${[...ids]}::uuid[])`, state.readable(slot)]);
  const rest = sql`from ${tableSql(table)} as ${sql.id(slot.alias)} where ${where}`;
  const pairs = await readArrays(db, [columnRef(slot.alias, id), columnRef(slot.alias, name)], rest);
  return new Map(
    pairs.flatMap(([key, text]) => (typeof text === 'string' ? [[String(key), text] as const] : [])),
  );
}

/** Adds the names of lookups whose rows may be read: one statement a target table. */
async function addNames(
  db: Db,
  query: Query,
  rows: readonly Record<string, RowValue>[],
  options: QueryOptions,
  metadata: Metadata,
): Promise<void> {
  const wanted = new Map<string, Set<Guid>>();
  const places: { row: Record<string, RowValue>; key: string; table: string; id: Guid }[] = [];
  for (const { key, column } of outputsOf(query, metadata.shown).filter(showsName)) {
    const [first, second] = column.targets ?? [];
    for (const row of rows) {
      const id = row[key];
      const table = second === undefined ? first : row[typeKey(key)];
      if (typeof id !== 'string' || typeof table !== 'string') continue;
      places.push({ row, key, table, id });
      const ids = wanted.get(table);
      if (ids === undefined) wanted.set(table, new Set([id]));
      else ids.add(id);
    }
  }
  const names = new Map<string, ReadonlyMap<Guid, string>>();
  for (const [name, ids] of wanted) {
    const table = metadata.shown.table(name);
    if (table !== undefined) names.set(name, await readNames(db, table, [...ids], options, metadata));
  }
  for (const { row, key, table, id } of places) {
    const name = names.get(table)?.get(id);
    if (name !== undefined) row[nameKey(key)] = name;
  }
}

/** The first rows of each value under the key, numbered by PostgreSQL: no others leave it. */
function readMostPer(
  db: Db,
  compiled: SqlQuery,
  { key, rows }: NonNullable<QueryOptions['mostPer']>,
): ReturnType<typeof readArrays> {
  const index = compiled.outputs.findIndex((output) => output.key === key && output.part === 'value');
  const whose = must(compiled.values[index], `result key ${key}`);
  const ranked = sql`select ${jsonArraySql(compiled.values)} as r,
    row_number() over (partition by ${whose} order by ${sql.join(compiled.orders)}) as place ${compiled.from}`;
  return readTexts(
    db,
    sql`select r from (${ranked}) as ranked where place <= ${sql.lit(rows)} order by place`,
  );
}

/** Counts no further than it must. */
async function checkAggregated(db: Db, { source }: SqlQuery, most: number | undefined): Promise<void> {
  if (source === undefined || most === undefined) return;
  const counted = await sql<{ n: string | number }>`
    select count(*) as n from (select 1 ${source} limit ${sql.lit(most + 1)}) as counted`.execute(db);
  if (Number(must(counted.rows[0], 'count').n) > most)
    throw new AppError('aggregate-limit', {
      message: `The aggregate goes over more than ${most} rows; narrow it by a filter.`,
    });
}

/**
 * Runs a query. Predicates hold for the root, for each linked table (as part of the join), for links inside filters,
 * hierarchies and the names of lookups. Throws `bad-query`, `no-table`, `no-column` for what cannot run.
 */
export async function runQuery(
  db: Db,
  model: Model,
  query: Query,
  options: QueryOptions,
): Promise<QueryResult> {
  const whole = modelMetadata(model, options.context.language);
  const shown = options.hidden === undefined ? whole : withoutColumns(whole, options.hidden);
  const compiled = compileSql(query, shown, options.context, options.predicate, whole);
  await checkAggregated(db, compiled, options.mostAggregated);
  const { from, to, total: end } = windowOf(query, Number.MAX_SAFE_INTEGER);
  const isOpen = to === Number.MAX_SAFE_INTEGER;
  // One row more than the page, unless `top` ends with it.
  const limit = isOpen ? undefined : Math.min(to + 1, end) - from;
  const order = compiled.orders.length === 0 ? sql`` : sql` order by ${sql.join(compiled.orders)}`;
  const bounds = limit === undefined ? sql`` : sql` limit ${sql.lit(limit)} offset ${sql.lit(from)}`;
  const arrays =
    options.mostPer === undefined
      ? await readArrays(db, compiled.values, sql`${compiled.from}${order}${bounds}`)
      : await readMostPer(db, compiled, options.mostPer);
  const kept = isOpen ? arrays : arrays.slice(0, to - from);
  const rows = kept.map((values) =>
    Object.fromEntries(compiled.outputs.map(({ key }, index) => [key, values[index] ?? null])),
  );
  await addNames(db, query, rows, options, { shown, whole });
  const more = arrays.length > kept.length;
  if (query.count !== true) return { rows, more };
  const counted = await sql<{
    n: string | number;
  }>`select count(*) as n from (select ${compiled.from}) as counted`.execute(db);
  return { rows, more, total: Math.min(Number(must(counted.rows[0], 'count').n), query.top ?? Infinity) };
}

/**
 * Canonical values of rows by id: of the columns named, or of all stored ones, types of polymorphic lookups beside
 * them. Absent ids are left out; no rights are checked.
 */
export async function selectRowsByIds(
  db: Db,
  model: Model,
  tableName: string,
  ids: readonly Guid[],
  columns?: readonly string[],
): Promise<ReadonlyMap<Guid, Row>> {
  if (ids.length === 0) return new Map();
  const table = tableOf(modelMetadata(model, 0), tableName);
  const id = columnOf(table, table.primaryId);
  const wanted: readonly Column<unknown>[] = columns?.map((name) => columnOf(table, name)) ?? table.columns;
  const { keys, expressions } = rowColumns('t', wanted);
  const idRef = columnRef('t', id);
  const arrays = await readArrays(
    db,
    [idRef, ...expressions],
    sql`from ${tableSql(table)} as t where ${idRef} = any(${[...ids]}::uuid[])`,
  );
  return new Map(
    arrays.map(([key, ...values]) => [
      String(key),
      Object.fromEntries(keys.map((name, index) => [name, values[index] ?? null])),
    ]),
  );
}
