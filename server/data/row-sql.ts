import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { must } from '../../src/shared/base/assert.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import type { Row, RowValue } from '../../src/shared/metadata/row.ts';
import { isPolymorphic } from '../../src/shared/metadata/table.ts';
import type { Column, Table } from '../../src/shared/metadata/table.ts';
import { scaleOf } from '../../src/shared/query/metadata.ts';
import { dataSchema } from '../db/database.ts';
import { physicalType } from '../metadata/ddl.ts';
import { sqlColumn, sqlTable } from '../metadata/model.ts';

/** A stored column: its key in rows, its place and its type in the database. */
interface StoredColumn {
  readonly key: string;
  readonly sqlName: string;
  readonly type: string;
  readonly column?: Column<unknown>;
}

/** The table's columns that have a place in the database, types of polymorphic lookups among them. */
export function storedColumns(table: Table<unknown>): readonly StoredColumn[] {
  return table.columns.flatMap((column): StoredColumn[] => {
    const type = physicalType(column);
    if (type === undefined) return [];
    const own = { key: column.logicalName, sqlName: sqlColumn(column), type, column };
    return isPolymorphic(column)
      ? [own, { key: typeKey(column.logicalName), sqlName: typeKey(sqlColumn(column)), type: 'text' }]
      : [own];
  });
}

/** `data.<table>` as a reference. */
export function tableRef(table: Table<unknown>): RawBuilder<unknown> {
  return sql.table(`${dataSchema}.${sqlTable(table)}`);
}

/** The primary id's column as a reference. */
export function primaryRef(table: Table<unknown>, alias?: string): RawBuilder<unknown> {
  const column = must(
    table.columns.find((each) => each.logicalName === table.primaryId),
    `primary id of ${table.logicalName}`,
  );
  return sql.ref(alias === undefined ? sqlColumn(column) : `${alias}.${sqlColumn(column)}`);
}

function canonicalSql(stored: StoredColumn, alias: string): RawBuilder<unknown> {
  const ref = sql.ref(`${alias}.${stored.sqlName}`);
  switch (stored.type) {
    case 'numeric':
      return sql`round(${ref}, ${sql.lit(stored.column === undefined ? 0 : scaleOf(stored.column))})::text`;
    case 'bigint':
    case 'uuid':
    case 'date':
      return sql`${ref}::text`;
    case 'timestamptz(0)':
      return sql`to_char(${ref} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
    default:
      return ref;
  }
}

/** Select list that gives the canonical values of row.ts under their keys. */
export function selectCanonical(table: Table<unknown>, alias: string): RawBuilder<unknown> {
  return sql.join(
    storedColumns(table).map((stored) => sql`${canonicalSql(stored, alias)} as ${sql.ref(stored.key)}`),
  );
}

/** A value as a parameter of its column's type. */
function parameter(stored: StoredColumn, value: RowValue): RawBuilder<unknown> {
  const bound = Array.isArray(value) ? [...(value as readonly number[])] : value;
  return sql`${bound}::${sql.raw(stored.type)}`;
}

interface Assignment {
  readonly ref: RawBuilder<unknown>;
  readonly value: RawBuilder<unknown>;
}

/** Values of a row as references and parameters; keys without a stored column are a bug of the caller. */
export function assignments(table: Table<unknown>, values: Row): readonly Assignment[] {
  const stored = new Map(storedColumns(table).map((each) => [each.key, each]));
  return Object.entries(values).map(([key, value]) => {
    const column = must(stored.get(key), `stored column ${table.logicalName}.${key}`);
    return { ref: sql.ref(column.sqlName), value: parameter(column, value) };
  });
}
