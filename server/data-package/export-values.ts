import type { Row, RowValue } from '../../src/shared/metadata/row.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import { isLookup } from '../../src/shared/metadata/table.ts';
import type { Column, ColumnType, Table } from '../../src/shared/metadata/table.ts';
import { isContent, isFillable } from './values.ts';

/** Names of types in data_schema.xml. */
const typeNames: Readonly<Partial<Record<ColumnType, string>>> = {
  string: 'string',
  memo: 'string',
  entityname: 'string',
  integer: 'number',
  bigint: 'bigint',
  decimal: 'decimal',
  double: 'float',
  money: 'money',
  boolean: 'bool',
  choice: 'optionsetvalue',
  choices: 'optionsetvaluecollection',
  state: 'state',
  status: 'status',
  datetime: 'datetime',
  lookup: 'entityreference',
  customer: 'entityreference',
  owner: 'owner',
  uniqueidentifier: 'guid',
};

/** A column of an export, with its type's name. */
export interface ExportColumn {
  readonly column: Column<unknown>;
  readonly type: string;
}

/** Columns that an import takes in again: the key, and what may be set. Sorted by name. */
export function exportColumns(table: Table<unknown>): readonly ExportColumn[] {
  return table.columns
    .flatMap((column): ExportColumn[] => {
      const type = typeNames[column.type];
      if (column.primaryId === true) return [{ column, type: 'guid' }];
      if (type === undefined || isContent(column)) return [];
      // What follows from the owner is set with it.
      if (/^owning(user|team|businessunit)$/.test(column.logicalName)) return [];
      return isFillable(column, 'create') || isFillable(column, 'update') ? [{ column, type }] : [];
    })
    .sort((a, b) => (a.column.logicalName < b.column.logicalName ? -1 : 1));
}

/** Table that a lookup of the row leads to; undefined where it has no value. */
export function targetOf(column: Column<unknown>, row: Row): string | undefined {
  if (!isLookup(column) || (row[column.logicalName] ?? null) === null) return undefined;
  const typed = row[typeKey(column.logicalName)];
  return typeof typed === 'string' ? typed : column.targets?.[0];
}

/** Signs that no XML document can hold, escaped or not. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** A value as data.xml writes it, without regard to a language; undefined for none. */
export function printValue(column: Column<unknown>, value: RowValue | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (column.type === 'boolean') return value === true ? 'True' : 'False';
  if (column.type === 'choices')
    return Array.isArray(value) && value.length > 0 ? `[-1,${value.join(',')},-1]` : undefined;
  if (column.type === 'datetime')
    return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? `${String(value)}T00:00:00Z` : String(value);
  return String(value).replace(unprintable, '');
}
