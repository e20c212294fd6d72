import { sql } from 'kysely';
import type { Row, RowValue } from '../../src/shared/metadata/row.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import { primaryRef, storedColumns, tableRef } from './row-sql.ts';
import { deleteRows, insertRow, updateRow } from './statements.ts';
import type { Touched, WriteContext } from './write-context.ts';

const pointerTable = 'activitypointer';

/** True for the tables whose rows have a twin in activitypointer. */
export function isPointed(table: Table<unknown>): boolean {
  return table.isActivity === true && table.logicalName !== pointerTable;
}

/**
 * Keeps the activitypointer row in step with its activity: the same id, and the value of every column that both
 * have. The pointer is how views, the timeline and lookups see all kinds of activities as one table.
 */
export async function writePointer(
  context: WriteContext,
  table: Table<unknown>,
  id: string,
  row: Row,
  touched: Touched,
): Promise<void> {
  const pointer = context.model.tables.get(pointerTable);
  if (pointer === undefined || !isPointed(table)) return;
  const values: Record<string, RowValue> = {};
  const typeOf = new Map(storedColumns(table).map((column) => [column.key, column.type]));
  for (const { key, type } of storedColumns(pointer))
    if (key !== 'versionnumber' && typeOf.get(key) === type && row[key] !== undefined) values[key] = row[key];
  if (storedColumns(pointer).some((column) => column.key === 'activitytypecode'))
    values['activitytypecode'] = table.logicalName;
  const { [pointer.primaryId]: _id, ...changes } = values;
  if ((await updateRow(context.tx, pointer, id, changes)) === undefined)
    await insertRow(context.tx, pointer, { ...changes, [pointer.primaryId]: id });
  touched.written.push({ table: pointerTable, id });
}

/** Removes the pointers of deleted activities. */
export async function removePointers(
  context: WriteContext,
  table: Table<unknown>,
  ids: readonly string[],
  touched: Touched,
): Promise<void> {
  const pointer = context.model.tables.get(pointerTable);
  if (pointer === undefined || !isPointed(table)) return;
  for (const id of await deleteRows(context.tx, pointer, ids)) touched.removed.push({ table: pointerTable, id });
}

/** The activity's own table for a row of activitypointer; undefined for a pointer of nothing. */
export async function pointedTable(context: WriteContext, id: string): Promise<Table<unknown> | undefined> {
  const pointer = context.model.tables.get(pointerTable);
  if (pointer === undefined) return undefined;
  const result = await sql<{ kind: string | null }>`
    select t.activitytypecode as kind from ${tableRef(pointer)} as t
    where ${primaryRef(pointer, 't')} = ${id}::uuid`.execute(context.tx);
  const kind = result.rows[0]?.kind;
  return kind === undefined || kind === null ? undefined : context.model.tables.get(kind);
}
