import type { Row, RowValue } from '../metadata/row.ts';
import { typeKey } from '../metadata/row.ts';
import type { Table } from '../metadata/table.ts';

const part = (row: Row, name: string): string => {
  const value = row[name];
  return typeof value === 'string' ? value.trim() : '';
};

const joined = (parts: readonly string[], separator: string): RowValue =>
  parts.filter((each) => each !== '').join(separator) || null;

function addressOf(row: Row, prefix: string): RowValue {
  const place = joined([part(row, `${prefix}stateorprovince`), part(row, `${prefix}postalcode`)], ' ') ?? '';
  const town = joined([part(row, `${prefix}city`), String(place)], ', ') ?? '';
  const lines = ['line1', 'line2', 'line3'].map((line) => part(row, `${prefix}${line}`));
  return joined([...lines, String(town), part(row, `${prefix}country`)], '\r\n');
}

/**
 * Columns that follow from others of the same row: a person's full name, the composite of an address, the kind of the
 * row that a queue item stands for. Takes the whole
 * row as it will stand; gives only what differs from it. A full name written by hand stays where no part is known.
 */
export function computedColumns(table: Table<unknown>, row: Row): Row {
  const names = new Set(table.columns.map((column) => column.logicalName));
  const computed: Record<string, RowValue> = {};
  const set = (name: string, value: RowValue): void => {
    if ((row[name] ?? null) !== value) computed[name] = value;
  };
  if (names.has('fullname') && names.has('lastname')) {
    const value = joined([part(row, 'firstname'), part(row, 'middlename'), part(row, 'lastname')], ' ');
    if (value !== null) set('fullname', value);
  }
  if (names.has('objecttypecode') && names.has('objectid'))
    set('objecttypecode', row[typeKey('objectid')] ?? null);
  for (const prefix of ['address1_', 'address2_', 'address3_', 'billto_', 'shipto_'])
    if (names.has(`${prefix}composite`)) set(`${prefix}composite`, addressOf(row, prefix));
  return computed;
}
