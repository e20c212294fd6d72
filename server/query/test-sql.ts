import { sql } from 'kysely';
import { typeKey } from '../../src/shared/metadata/row.ts';
import { isPolymorphic } from '../../src/shared/metadata/table.ts';
import type { Column, Table } from '../../src/shared/metadata/table.ts';
import type { CompareOperator, TestValue, ValueTest } from '../../src/shared/query/condition-test.ts';
import { likeExpression, likeSql } from '../../src/shared/query/like.ts';
import type { LikePattern } from '../../src/shared/query/like.ts';
import { commonClass, findColumn, valueClass } from '../../src/shared/query/metadata.ts';
import { sqlColumn } from '../metadata/model.ts';
import { columnRef, tableSql } from './column-sql.ts';
import type { Sql } from './column-sql.ts';

/** A table in the FROM clause under an alias that we made. */
export interface SqlSlot {
  readonly alias: string;
  readonly table: Table<unknown>;
}

/** What tests need to reach beyond their own row. */
export interface TestReach {
  table(name: string): Table<unknown> | undefined;
  /** Restriction of rows of a table to those that the person may read; undefined: none. */
  readable(slot: SqlSlot): Sql | undefined;
  /** An alias not used before. */
  alias(): string;
}

const signs = { eq: sql`=`, gt: sql`>`, ge: sql`>=`, lt: sql`<`, le: sql`<=` } as const;

/** Folded text in code-point order, as expression indexes spell it. */
export function foldSql(text: Sql): Sql {
  return sql`haversack.fold(${text}) collate "C"`;
}

/** All of them hold; undefined where there are none. */
export function allOf(tests: readonly (Sql | undefined)[]): Sql | undefined {
  const given = tests.filter((test) => test !== undefined);
  return given.length === 0 ? undefined : sql`(${sql.join(given, sql` and `)})`;
}

function sqlType(column: Column<unknown>, values: readonly TestValue[]): string {
  switch (valueClass(column)) {
    case 'id':
      return 'uuid';
    case 'boolean':
      return 'boolean';
    case 'time':
      return column.behavior === 'dateonly' ? 'date' : 'timestamptz';
    case 'number': {
      if (column.type === 'double') return 'double precision';
      const small = values.every((value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31);
      return small ? 'integer' : 'numeric';
    }
    case 'decimal': {
      const whole = column.type === 'bigint' && values.every((value) => /^-?\d{1,18}$/.test(String(value)));
      return whole ? 'bigint' : 'numeric';
    }
    default:
      return 'text';
  }
}

/** Numbers travel as text: drivers differ in how they guess a number's type. */
const toParameter = (value: TestValue): string | boolean =>
  typeof value === 'number' ? String(value) : value;

function parameter(value: TestValue, type: string): Sql {
  return sql`${toParameter(value)}::text::${sql.raw(type)}`;
}

function parameterList(values: readonly TestValue[], type: string): Sql {
  return sql`${values.map((value) => String(value))}::text[]::${sql.raw(type)}[]`;
}

function comparable(slot: SqlSlot, column: Column<unknown>): Sql {
  const ref = columnRef(slot.alias, column);
  return valueClass(column) === 'text' ? foldSql(ref) : ref;
}

/** Matches folded text against a pattern of ours. */
export function likePatternSql(folded: Sql, pattern: LikePattern): Sql {
  const simple = likeSql(pattern);
  return simple === undefined
    ? sql`${folded} ~ ${likeExpression(pattern)}::text`
    : sql`${folded} like ${simple}::text`;
}

/** Calls back for each known table that a lookup may point to, with the test that this row's does. */
export function lookupTargets<T>(
  slot: SqlSlot,
  column: Column<unknown>,
  reach: TestReach,
  make: (target: SqlSlot, name: Sql, joined: Sql) => T,
): readonly T[] {
  return (column.targets ?? []).flatMap((name) => {
    const table = reach.table(name);
    const id = table && findColumn(table, table.primaryId);
    const primaryName = table?.primaryName === undefined ? undefined : findColumn(table, table.primaryName);
    if (table === undefined || id === undefined || primaryName === undefined) return [];
    const target = { alias: reach.alias(), table };
    const type = isPolymorphic(column)
      ? sql`${sql.id(slot.alias, typeKey(sqlColumn(column)))} = ${name}::text`
      : undefined;
    const joined = allOf([
      sql`${columnRef(target.alias, id)} = ${columnRef(slot.alias, column)}`,
      type,
      reach.readable(target),
    ]);
    return [make(target, columnRef(target.alias, primaryName), joined ?? sql`true`)];
  });
}

function hierarchySql(test: Extract<ValueTest, { kind: 'hierarchy' }>, ref: Sql, reach: TestReach): Sql {
  const ids = parameterList(test.ids, 'uuid');
  const parts: Sql[] = [];
  const table = reach.table(test.table);
  const id = table && findColumn(table, table.primaryId);
  const parent = table && findColumn(table, test.parent);
  if (table !== undefined && id !== undefined && parent !== undefined) {
    const slot = { alias: reach.alias(), table };
    const walk = sql.id(reach.alias());
    const [from, to] = test.direction === 'under' ? [parent, id] : [id, parent];
    const rows = sql`select ${columnRef(slot.alias, to)} from ${tableSql(table)} as ${sql.id(slot.alias)}`;
    const readable = reach.readable(slot) ?? sql`true`;
    const start = columnRef(slot.alias, from);
    parts.push(sql`${ref} in (with recursive ${walk}(id) as (
      ${rows} where ${start} = any(${ids}) and ${readable}
      union ${rows} join ${walk} on ${start} = ${walk}.id where ${readable}
    ) select id from ${walk} where id is not null)`);
    if (!test.self) parts[0] = sql`(${parts[0]} and ${ref} <> all(${ids}))`;
  }
  if (test.self) parts.push(sql`${ref} = any(${ids})`);
  if (test.also.length > 0) parts.push(sql`${ref} = any(${parameterList(test.also, 'uuid')})`);
  return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
}

/** A value test on a column of a row; true exactly where rowTest() of the in-memory executor says true. */
export function testSql(test: ValueTest, slot: SqlSlot, column: Column<unknown>, reach: TestReach): Sql {
  const ref = columnRef(slot.alias, column);
  const subject = comparable(slot, column);
  switch (test.kind) {
    case 'never':
      return sql`false`;
    case 'null':
      return sql`${ref} is null`;
    case 'not':
      return sql`(${testSql(test.test, slot, column, reach)}) is not true`;
    case 'compare':
      return sql`${subject} ${signs[test.operator]} ${parameter(test.value, sqlType(column, [test.value]))}`;
    case 'between': {
      const type = sqlType(column, [test.low, test.high]);
      return sql`${subject} between ${parameter(test.low, type)} and ${parameter(test.high, type)}`;
    }
    case 'in':
      return test.values.length === 0
        ? sql`false`
        : sql`${subject} = any(${parameterList(test.values, sqlType(column, test.values))})`;
    case 'ranges': {
      const type = sqlType(column, []);
      const ranges = test.ranges.map(
        ({ from, to }) =>
          allOf([
            sql`${ref} is not null`,
            from === null ? undefined : sql`${ref} >= ${parameter(from, type)}`,
            to === null ? undefined : sql`${ref} < ${parameter(to, type)}`,
          ]) ?? sql`true`,
      );
      return ranges.length === 0 ? sql`false` : sql`(${sql.join(ranges, sql` or `)})`;
    }
    case 'like':
      return likePatternSql(subject, test.pattern);
    case 'name-like': {
      const found = lookupTargets(
        slot,
        column,
        reach,
        (target, name, joined) =>
          sql`exists (select from ${tableSql(target.table)} as ${sql.id(target.alias)} where ${joined} and ${likePatternSql(foldSql(name), test.pattern)})`,
      );
      return found.length === 0 ? sql`false` : sql`(${sql.join(found, sql` or `)})`;
    }
    case 'contains':
      return sql`${ref} && ${parameterList(test.set, 'integer')}`;
    case 'equals':
      return sql`(${ref} @> ${parameterList(test.set, 'integer')} and ${ref} <@ ${parameterList(test.set, 'integer')})`;
    case 'hierarchy':
      return hierarchySql(test, ref, reach);
  }
}

/** Compares two columns as columnTest() of the in-memory executor does; null where they cannot be compared. */
export function columnsSql(
  operator: CompareOperator,
  left: { readonly slot: SqlSlot; readonly column: Column<unknown> },
  right: { readonly slot: SqlSlot; readonly column: Column<unknown> },
): Sql | undefined {
  const common = commonClass(left.column, right.column);
  if (common === undefined) return undefined;
  const side = ({ slot, column }: typeof left): Sql => {
    const kind = valueClass(column);
    if (common === 'text' && kind === 'id') return sql`${columnRef(slot.alias, column)}::text collate "C"`;
    if (common === 'decimal' && column.type === 'double')
      return sql`${columnRef(slot.alias, column)}::text::numeric`;
    return comparable(slot, column);
  };
  return sql`${side(left)} ${signs[operator]} ${side(right)}`;
}
