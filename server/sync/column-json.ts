import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { typeKey } from '../../src/shared/metadata/row.ts';
import { isPolymorphic } from '../../src/shared/metadata/table.ts';
import type { Column, Labels } from '../../src/shared/metadata/table.ts';
import { sqlColumn } from '../metadata/model.ts';

/** A wire column: its name there, and SQL over alias `r` that JSON turns into the canonical value. */
export interface WireColumn {
  readonly name: string;
  readonly sql: RawBuilder<unknown>;
}

function valueSql(column: Column<Labels>): RawBuilder<unknown> {
  const ref = sql`r.${sql.ref(sqlColumn(column))}`;
  switch (column.type) {
    // JSON numbers lose digits: these travel as text.
    case 'bigint':
    case 'decimal':
    case 'money':
      return sql`${ref}::text`;
    case 'datetime':
      return column.behavior === 'dateonly'
        ? sql`${ref}::text`
        : sql`to_char(${ref} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
    default:
      return ref;
  }
}

/** True for columns that exist in the database and may be delivered. */
export function isDelivered(column: Column<Labels>): boolean {
  if (column.type === 'virtual' || column.type === 'partylist') return false;
  return column.validForRead && column.secured !== true;
}

/** The wire columns of one column: a lookup with several target tables has its target's name beside it. */
export function wireColumns(column: Column<Labels>): readonly WireColumn[] {
  const value = { name: column.logicalName, sql: valueSql(column) };
  if (!isPolymorphic(column)) return [value];
  return [value, { name: typeKey(column.logicalName), sql: sql`r.${sql.ref(typeKey(sqlColumn(column)))}` }];
}

/** PostgreSQL functions take at most 100 arguments. */
const argumentLimit = 90;

/**
 * Text of a whole wire row, made in one call for tables of usual width: cutting brackets off a text counts its characters,
 * which takes as long as making it.
 */
export function jsonRow(
  head: readonly RawBuilder<unknown>[],
  columns: readonly WireColumn[],
): RawBuilder<string> {
  const values = [...head, ...columns.map((column) => column.sql)];
  const groups: RawBuilder<string>[] = [];
  for (let start = 0; start < values.length; start += argumentLimit)
    groups.push(sql<string>`json_build_array(${sql.join(values.slice(start, start + argumentLimit))})::text`);
  const [only] = groups;
  if (groups.length === 1 && only !== undefined) return only;
  const inner = groups.map((group) => sql`substr(left(${group}, -1), 2)`);
  return sql<string>`'[' || ${sql.join(inner, sql` || ',' || `)} || ']'`;
}
