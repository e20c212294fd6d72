import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { isPolymorphic } from '../../src/shared/metadata/table.ts';
import type { Column, Table } from '../../src/shared/metadata/table.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import { scaleOf } from '../../src/shared/query/metadata.ts';
import { dataSchema } from '../db/database.ts';
import { sqlColumn, sqlTable } from '../metadata/model.ts';

export type Sql = RawBuilder<unknown>;

/** The parts one after the other; of none, nothing. */
export function listSql(parts: readonly Sql[], separator: Sql = sql`, `): Sql {
  return parts.length === 0 ? sql`` : sql`${sql.join(parts, separator)}`;
}

/** The table in its schema, quoted. */
export function tableSql(table: Pick<Table<unknown>, 'logicalName' | 'sqlName'>): Sql {
  return sql`${sql.id(dataSchema, sqlTable(table))}`;
}

/** True for columns that have a place in the database. */
export function isStored(column: Pick<Column<unknown>, 'type'>): boolean {
  return column.type !== 'virtual' && column.type !== 'partylist';
}

/** The raw column of a table alias that we made; null for a column without a place. */
export function columnRef(alias: string, column: Column<unknown>): Sql {
  return isStored(column) ? sql`${sql.id(alias, sqlColumn(column))}` : sql`null::text`;
}

/** A value of the column's SQL type as json prints it canonically (src/shared/metadata/row.ts), alike on both drivers. */
export function canonicalSql(
  value: Sql,
  column: Pick<Column<unknown>, 'type' | 'precision' | 'behavior'>,
): Sql {
  switch (column.type) {
    case 'bigint':
      return sql`(${value})::text`;
    case 'decimal':
    case 'money':
      return sql`round(${value}, ${sql.lit(scaleOf(column))})::text`;
    case 'datetime':
      return column.behavior === 'dateonly'
        ? sql`to_char(${value}, 'YYYY-MM-DD')`
        : sql`to_char((${value}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
    default:
      return value;
  }
}

/** What a row stores: canonical values of the stored ones of these columns, types of polymorphic lookups beside them. */
export interface RowColumns {
  readonly keys: readonly string[];
  readonly expressions: readonly Sql[];
}

/** Keys and expressions of the columns under the table alias, in the order given. */
export function rowColumns(alias: string, columns: readonly Column<unknown>[]): RowColumns {
  const pairs = columns.filter(isStored).flatMap((column) => {
    const value = [column.logicalName, canonicalSql(columnRef(alias, column), column)] as const;
    if (!isPolymorphic(column)) return [value];
    const type = sql`${sql.id(alias, typeKey(sqlColumn(column)))}`;
    return [value, [typeKey(column.logicalName), type] as const];
  });
  return { keys: pairs.map(([key]) => key), expressions: pairs.map(([, expression]) => expression) };
}

/** PostgreSQL takes at most 100 arguments a call. */
const argumentsPerCall = 90;

function chunked<T>(items: readonly T[]): readonly (readonly T[])[] {
  const chunks: T[][] = [];
  for (let at = 0; at < items.length; at += argumentsPerCall)
    chunks.push(items.slice(at, at + argumentsPerCall));
  return chunks;
}

const arrayOf = (expressions: readonly Sql[]): Sql => sql`json_build_array(${sql.join(expressions)})`;

/** One flat JSON array of any number of values, as text. */
export function jsonArraySql(expressions: readonly Sql[]): Sql {
  const parts = chunked(expressions).map(arrayOf);
  const [only] = parts;
  if (only === undefined) return sql`'[]'`;
  if (parts.length === 1) return sql`${only}::text`;
  const inside = parts.map((part) => sql`substr(left(${part}::text, -1), 2)`);
  return sql`'[' || ${sql.join(inside, sql` || ', ' || `)} || ']'`;
}

/**
 * Text of one flat JSON array a row, of the columns under the table alias `alias` (default `t`), for streams that pass
 * rows on without reading them; `keys` names the places.
 */
export function rowArraysSql(
  columns: readonly Column<unknown>[],
  alias = 't',
): { readonly keys: readonly string[]; readonly expression: Sql } {
  const { keys, expressions } = rowColumns(alias, columns);
  return { keys, expression: jsonArraySql(expressions) };
}
