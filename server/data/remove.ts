import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import { isPolymorphic } from '../../src/shared/metadata/table.ts';
import type { OneToMany, Table } from '../../src/shared/metadata/table.ts';
import { sqlColumn } from '../metadata/model.ts';
import { isStored } from '../query/column-sql.ts';
import { pointedTable, removePointers } from './activity.ts';
import { guardRemoval } from './guard-structure.ts';
import { guardWrite, refuseIntersect } from './guards.ts';
import { lockRow } from './read-row.ts';
import { primaryRef, tableRef } from './row-sql.ts';
import { clearColumns, deleteRows } from './statements.ts';
import { Touched, columnOf, tableOf } from './write-context.ts';
import type { WriteContext, WriteOperation, WriteResult } from './write-context.ts';

type Delete = Extract<WriteOperation, { kind: 'delete' }>;

/** Rows deleted together, by table, so that a cycle of cascades ends and none is deleted twice. */
type Deleted = Map<string, Set<string>>;

async function referring(
  context: WriteContext,
  relationship: OneToMany,
  table: Table<unknown>,
  ids: readonly string[],
): Promise<readonly string[]> {
  const column = columnOf(table, relationship.column);
  if (column === undefined) return [];
  const ref = sql.ref(`t.${sqlColumn(column)}`);
  const type = isPolymorphic(column)
    ? sql`and ${sql.ref(`t.${typeKey(sqlColumn(column))}`)} = ${relationship.referenced}`
    : sql``;
  const result = await sql<{ id: string }>`
    select ${primaryRef(table, 't')}::text as id from ${tableRef(table)} as t
    where ${ref} = any(${[...ids]}::uuid[]) ${type}`.execute(context.tx);
  return result.rows.map((row) => row.id);
}

async function cascadeOne(
  context: WriteContext,
  relationship: OneToMany,
  ids: readonly string[],
  deleted: Deleted,
  touched: Touched,
): Promise<void> {
  const child = context.model.tables.get(relationship.referencing);
  const column = child === undefined ? undefined : columnOf(child, relationship.column);
  // Party lists have relationships, too (customer of a campaign response), and no place in their table: nothing to find.
  if (child === undefined || column === undefined || !isStored(column)) return;
  // The pointer goes with its activity; what refers to it refers to the activity's own row.
  if (child.logicalName === 'activitypointer') return;
  if (relationship.onDelete === 'none') return;
  const gone = deleted.get(child.logicalName);
  const found = (await referring(context, relationship, child, ids)).filter((id) => gone?.has(id) !== true);
  if (found.length === 0) return;
  if (relationship.onDelete === 'restrict')
    throw new AppError('delete-restricted', { relationship: relationship.schemaName, table: child.logicalName });
  if (relationship.onDelete === 'all') {
    await removeAll(context, child, found, deleted, touched);
    return;
  }
  const columns = { [relationship.column]: null };
  await clearColumns(
    context.tx,
    child,
    found,
    isPolymorphic(column) ? { ...columns, [typeKey(relationship.column)]: null } : columns,
  );
  for (const id of found) touched.written.push({ table: child.logicalName, id });
}

async function removeIntersects(
  context: WriteContext,
  table: Table<unknown>,
  ids: readonly string[],
  touched: Touched,
): Promise<void> {
  for (const relationship of context.model.relationshipsOf(table.logicalName)) {
    if (relationship.kind !== 'many-to-many') continue;
    const intersect = context.model.tables.get(relationship.intersect);
    if (intersect === undefined) continue;
    const columns = [
      ...(relationship.tableA === table.logicalName ? [relationship.columnA] : []),
      ...(relationship.tableB === table.logicalName ? [relationship.columnB] : []),
    ];
    for (const column of columns) {
      const result = await sql<{ id: string }>`
        select ${primaryRef(intersect, 't')}::text as id from ${tableRef(intersect)} as t
        where ${sql.ref(`t.${column}`)} = any(${[...ids]}::uuid[])`.execute(context.tx);
      const found = result.rows.map((row) => row.id);
      for (const id of found.length === 0 ? [] : await deleteRows(context.tx, intersect, found))
        touched.removed.push({ table: intersect.logicalName, id });
    }
  }
}

/**
 * Deletes rows and what their relationships say: `restrict` refuses, `all` deletes the referring rows too (the parent
 * decides, as in Dataverse), the rest loses the link.
 */
async function removeAll(
  context: WriteContext,
  table: Table<unknown>,
  ids: readonly string[],
  deleted: Deleted,
  touched: Touched,
): Promise<void> {
  const gone = deleted.get(table.logicalName) ?? new Set();
  deleted.set(table.logicalName, gone);
  const fresh = ids.filter((id) => !gone.has(id));
  if (fresh.length === 0) return;
  await guardRemoval(context, table, fresh);
  for (const id of fresh) gone.add(id);
  for (const relationship of context.model.relationshipsOf(table.logicalName))
    if (relationship.kind === 'one-to-many' && relationship.referenced === table.logicalName)
      await cascadeOne(context, relationship, fresh, deleted, touched);
  await removeIntersects(context, table, fresh, touched);
  await removePointers(context, table, fresh, touched);
  for (const id of await deleteRows(context.tx, table, fresh))
    touched.removed.push({ table: table.logicalName, id });
}

/** See {@link write}. */
export async function removeRow(context: WriteContext, operation: Delete): Promise<WriteResult> {
  let table = tableOf(context.model, operation.table);
  refuseIntersect(table);
  if (table.logicalName === 'activitypointer')
    table = (await pointedTable(context, operation.id)) ?? table;
  const current = await lockRow(context, table, operation.id, ['delete']);
  guardWrite(context, table, []);
  if (operation.ifVersion !== undefined && current['versionnumber'] !== operation.ifVersion)
    throw new AppError('version-mismatch', { table: table.logicalName });
  const touched = new Touched();
  await removeAll(context, table, [operation.id], new Map(), touched);
  return touched.result(table.logicalName, operation.id, null);
}
