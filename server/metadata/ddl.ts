import { isLookup, isPolymorphic } from '../../src/shared/metadata/table.ts';
import type { Column, ColumnType, Labels, Table } from '../../src/shared/metadata/table.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import { dataSchema } from '../db/database.ts';
import { sqlColumn, sqlTable } from './model.ts';
import { sqlIdentifier } from './sql-names.ts';

const physical: Readonly<Record<Exclude<ColumnType, 'datetime' | 'partylist' | 'virtual'>, string>> = {
  string: 'text',
  memo: 'text',
  entityname: 'text',
  file: 'text',
  image: 'text',
  integer: 'integer',
  choice: 'integer',
  state: 'integer',
  status: 'integer',
  bigint: 'bigint',
  decimal: 'numeric',
  money: 'numeric',
  double: 'double precision',
  boolean: 'boolean',
  lookup: 'uuid',
  customer: 'uuid',
  owner: 'uuid',
  uniqueidentifier: 'uuid',
  choices: 'integer[]',
};

/** PostgreSQL type of a column; undefined for columns that are not stored in the table. */
export function physicalType(column: Pick<Column<unknown>, 'type' | 'behavior'>): string | undefined {
  if (column.type === 'partylist' || column.type === 'virtual') return undefined;
  if (column.type === 'datetime') return column.behavior === 'dateonly' ? 'date' : 'timestamptz(0)';
  return physical[column.type];
}

const widenings: Readonly<Record<string, readonly string[]>> = {
  integer: ['bigint', 'numeric', 'double precision'],
  bigint: ['numeric'],
  'double precision': ['numeric'],
  date: ['timestamptz(0)'],
};

/** True when every value of the one type has its place in the other. */
export function canWiden(from: string, to: string): boolean {
  return from === to || (widenings[from]?.includes(to) ?? false);
}

/** A quoted identifier. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table with its schema, quoted. */
export function qualified(table: Pick<Table<unknown>, 'logicalName' | 'sqlName'>): string {
  return `${quoted(dataSchema)}.${quoted(sqlTable(table))}`;
}

function defaultOf(column: Column<Labels>): string {
  if (column.logicalName === 'versionnumber') return " not null default nextval('haversack.version')";
  if (column.logicalName === 'createdon' || column.logicalName === 'modifiedon') return ' default now()';
  if (column.type === 'state') return ` default ${Math.trunc(column.options?.[0]?.value ?? 0)}`;
  if (column.type === 'status') {
    const first = column.options?.find((option) => (option.state ?? 0) === 0) ?? column.options?.[0];
    return ` default ${Math.trunc(first?.value ?? 1)}`;
  }
  return '';
}

function columnDefinitions(column: Column<Labels>): string[] {
  const type = physicalType(column);
  if (type === undefined) return [];
  const name = sqlColumn(column);
  if (column.primaryId) return [`${quoted(name)} uuid primary key`];
  const own = `${quoted(name)} ${type}${defaultOf(column)}`;
  return isPolymorphic(column) ? [own, `${quoted(typeKey(name))} text`] : [own];
}

/** Tables and indexes share their names; a dot, which no table or column can have, keeps every two apart. */
function createIndex(table: Table<Labels>, name: string, on: string, unique = false): string {
  const index = quoted(sqlIdentifier(`${sqlTable(table)}.${name}`));
  return `create ${unique ? 'unique ' : ''}index if not exists ${index} on ${qualified(table)} (${on})`;
}

function indexOf(table: Table<Labels>, column: Column<Labels>): string[] {
  const name = sqlColumn(column);
  if (isLookup(column)) return [createIndex(table, `${name}.ix`, quoted(name))];
  if (isOrderedByPrefix(table, column))
    return [
      createIndex(
        table,
        `${name}.name_ix`,
        `left(haversack.fold(${quoted(name)}), ${orderPrefix}) collate "C" nulls first`,
      ),
    ];
  return [];
}

/** Long texts do not fit an index row; so many characters decide an order almost always. */
export const orderPrefix = 200;

/** Whether orders by this text compare its beginning first, of which there is an index: the name of the rows. */
export function isOrderedByPrefix(
  table: Pick<Table<unknown>, 'primaryName'>,
  column: Pick<Column<unknown>, 'logicalName' | 'type'>,
): boolean {
  return column.logicalName === table.primaryName && column.type === 'string';
}

/**
 * The index that rows are read along by an order on the column, in either direction; none where the order is not by the
 * stored value alone, or the name's index serves it.
 */
export function orderIndex(table: Table<Labels>, column: Column<Labels>): string[] {
  const isPlain =
    column.type === 'datetime' || ['integer', 'bigint', 'decimal', 'money', 'double'].includes(column.type);
  if (!isPlain) return [];
  const name = sqlColumn(column);
  return [createIndex(table, `${name}.order_ix`, `${quoted(name)} nulls first`)];
}

function keyIndexes(table: Table<Labels>): string[] {
  if (!table.isIntersect) return [];
  const pair = table.columns.filter((column) => column.type === 'uniqueidentifier' && !column.primaryId);
  const names = pair.map((column) => quoted(sqlColumn(column)));
  const [, second] = names;
  return [
    createIndex(table, 'pair_ux', names.join(', '), true),
    ...(second === undefined ? [] : [createIndex(table, 'second_ix', second)]),
  ];
}

/** Names of the columns that the table has in the database; a polymorphic lookup has two. */
export function physicalColumns(table: Table<Labels>): string[] {
  return table.columns.flatMap((column) => {
    if (physicalType(column) === undefined) return [];
    const name = sqlColumn(column);
    return isPolymorphic(column) ? [name, typeKey(name)] : [name];
  });
}

/** Statements that make a new table. */
export function createTable(table: Table<Labels>): string[] {
  const columns = table.columns.flatMap(columnDefinitions);
  return [
    `create table if not exists ${qualified(table)} (\n  ${columns.join(',\n  ')}\n)`,
    ...table.columns.flatMap((column) => indexOf(table, column)),
    ...keyIndexes(table),
  ];
}

function alterColumn(table: Table<Labels>, before: Column<Labels>, after: Column<Labels>): string[] {
  const statements: string[] = [];
  const name = quoted(sqlColumn(after));
  const from = physicalType(before);
  const to = physicalType(after);
  if (from === undefined || to === undefined) return to === undefined ? [] : addColumn(table, after);
  if (from !== to)
    statements.push(`alter table ${qualified(table)} alter column ${name} type ${to} using ${name}::${to}`);
  if (isPolymorphic(after) && !isPolymorphic(before)) {
    const kind = quoted(typeKey(sqlColumn(after)));
    const target = before.targets?.[0];
    statements.push(`alter table ${qualified(table)} add column if not exists ${kind} text`);
    if (target !== undefined)
      statements.push(
        `update ${qualified(table)} set ${kind} = '${target.replaceAll("'", "''")}' where ${name} is not null`,
      );
  }
  return statements;
}

function addColumn(table: Table<Labels>, column: Column<Labels>): string[] {
  return [
    ...columnDefinitions(column).map(
      (one) => `alter table ${qualified(table)} add column if not exists ${one}`,
    ),
    ...indexOf(table, column),
  ];
}

/** Statements that bring a table from one definition to a wider one; nothing is ever dropped. */
export function alterTable(before: Table<Labels>, after: Table<Labels>): string[] {
  const known = new Map(before.columns.map((column) => [column.logicalName, column]));
  return after.columns.flatMap((column) => {
    const old = known.get(column.logicalName);
    return old === undefined ? addColumn(after, column) : alterColumn(after, old, column);
  });
}
