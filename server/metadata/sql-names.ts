import { createHash } from 'node:crypto';
import type { Column, Labels, Table } from '../../src/shared/metadata/table.ts';

/** PostgreSQL cuts longer identifiers silently, and two long names would then be one. */
const identifierBytes = 63;
/** Room for the `__type` that stands beside polymorphic lookups. */
const columnBytes = identifierBytes - '__type'.length;

/** Columns that PostgreSQL gives every table itself; it takes no others of these names, quoted or not. */
const systemColumns = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid']);

function shorten(name: string, bytes: number): string | undefined {
  if (Buffer.byteLength(name) <= bytes) return undefined;
  return withHash(name, bytes);
}

function withHash(name: string, bytes: number): string {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${Buffer.from(name)
    .subarray(0, bytes - 9)
    .toString('latin1')
    .replace(/[^\w]/g, '_')}_${hash}`;
}

/** An identifier made of the name that PostgreSQL keeps whole. */
export function sqlIdentifier(name: string): string {
  return shorten(name, identifierBytes) ?? name;
}

function columnName(name: string): string | undefined {
  return systemColumns.has(name) ? withHash(name, columnBytes) : shorten(name, columnBytes);
}

/**
 * Gives tables and columns with names that PostgreSQL does not take a physical name of their own: the same one each time, so
 * that it may be asked again of tables that are there.
 */
export function withSqlNames(table: Table<Labels>): Table<Labels> {
  const sqlName = shorten(table.logicalName, identifierBytes);
  return {
    ...table,
    ...(sqlName === undefined ? {} : { sqlName }),
    columns: table.columns.map((column): Column<Labels> => {
      const short = columnName(column.logicalName);
      return short === undefined ? column : { ...column, sqlName: short };
    }),
  };
}
