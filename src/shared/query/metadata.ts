import { AppError } from '../base/app-error.ts';
import { typeKey } from '../metadata/row.ts';
import { isPolymorphic } from '../metadata/table.ts';
import type { Column, Table } from '../metadata/table.ts';

/**
 * What a query must know about tables. `Table<Labels>` (server) and `Table` (device) both fit; `label` turns a label
 * of that metadata into text in the person's language.
 */
export interface QueryMetadata {
  table(logicalName: string): Table<unknown> | undefined;
  label(label: unknown): string;
  /** Lookup column of the table's hierarchical relationship to itself, if it has one. */
  hierarchyColumn(logicalName: string): string | undefined;
}

/** How values of a column compare. `none`: the column has no stored value and reads as null. */
export type ValueClass = 'text' | 'id' | 'number' | 'decimal' | 'boolean' | 'time' | 'choices' | 'none';

const classes = {
  string: 'text',
  memo: 'text',
  entityname: 'text',
  file: 'text',
  image: 'text',
  uniqueidentifier: 'id',
  lookup: 'id',
  customer: 'id',
  owner: 'id',
  integer: 'number',
  double: 'number',
  choice: 'number',
  state: 'number',
  status: 'number',
  bigint: 'decimal',
  decimal: 'decimal',
  money: 'decimal',
  boolean: 'boolean',
  datetime: 'time',
  choices: 'choices',
  partylist: 'none',
  virtual: 'none',
} as const satisfies Record<Column['type'], ValueClass>;

/** See {@link ValueClass}. */
export function valueClass(column: Pick<Column<unknown>, 'type'>): ValueClass {
  return classes[column.type];
}

/** Digits after the point of the canonical text of a decimal, money or bigint column. */
export function scaleOf(column: Pick<Column<unknown>, 'type' | 'precision'>): number {
  if (column.type === 'bigint') return 0;
  return column.precision ?? 2;
}

/** The table, or `no-table`. */
export function tableOf(metadata: QueryMetadata, name: string): Table<unknown> {
  const table = metadata.table(name);
  if (table === undefined)
    throw new AppError('no-table', { table: name, message: `There is no table ${name}.` });
  return table;
}

/** The column, the type column beside a polymorphic lookup included; undefined when there is none. */
export function findColumn(table: Table<unknown>, name: string): Column<unknown> | undefined {
  const column = table.columns.find((one) => one.logicalName === name);
  if (column !== undefined) return column;
  const lookup = table.columns.find((one) => typeKey(one.logicalName) === name && isPolymorphic(one));
  if (lookup === undefined) return undefined;
  return {
    ...lookup,
    logicalName: name,
    type: 'entityname',
    targets: undefined,
    sqlName: lookup.sqlName === undefined ? undefined : typeKey(lookup.sqlName),
  };
}

/** The column, or `no-column`. */
export function columnOf(table: Table<unknown>, name: string): Column<unknown> {
  const column = findColumn(table, name);
  if (column !== undefined) return column;
  throw new AppError('no-column', {
    table: table.logicalName,
    column: name,
    message: `There is no column ${name} in the table ${table.logicalName}.`,
  });
}

/** Class in which values of two columns compare with each other; undefined where they do not. */
export function commonClass(a: Column<unknown>, b: Column<unknown>): ValueClass | undefined {
  const left = valueClass(a);
  const right = valueClass(b);
  if (left === 'time' && right === 'time')
    return (a.behavior ?? 'userlocal') === (b.behavior ?? 'userlocal') ? 'time' : undefined;
  if (left === 'choices' || left === 'none') return undefined;
  if (left === right) return left;
  const pair = new Set([left, right]);
  if (pair.has('text') && pair.has('id')) return 'text';
  return pair.has('number') && pair.has('decimal') ? 'decimal' : undefined;
}
