import { createHash } from 'node:crypto';
import type { Column, Labels, Table } from '../../src/shared/metadata/table.ts';

/** PostgreSQL cuts longer identifiers silently, and two long names would then be one. */
const identifierBytes = 63;
/** Room for the `__type` that stands beside polymorphic lookups. */
const columnBytes = identifierBytes - '__type'.length;

function shorten(name: string, bytes: number): string | undefined {
  if (Buffer.byteLength(name) <= bytes) return undefined;
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

/** Gives tables and columns with long names a physical name of their own. */
export function withSqlNames(table: Table<Labels>): Table<Labels> {
  const sqlName = shorten(table.logicalName, identifierBytes);
  return {
    ...table,
    ...(sqlName === undefined ? {} : { sqlName }),
    columns: table.columns.map((column): Column<Labels> => {
      const short = shorten(column.logicalName, columnBytes);
      return short === undefined ? column : { ...column, sqlName: short };
    }),
  };
}
