import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import { newGuid } from '../../src/shared/base/guid.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import { isPolymorphic } from '../../src/shared/metadata/table.ts';
import type { ManyToMany, OneToMany } from '../../src/shared/metadata/table.ts';
import { guardAssociation } from './guards.ts';
import { lockRow, requireReach } from './read-row.ts';
import { primaryRef, tableRef } from './row-sql.ts';
import { deleteRows, insertRow } from './statements.ts';
import { changeRow } from './update.ts';
import { Touched, columnOf, tableOf } from './write-context.ts';
import type { WriteContext, WriteOperation, WriteResult } from './write-context.ts';

type Associate = Extract<WriteOperation, { kind: 'associate' | 'disassociate' }>;

/** The two ends in the order of the intersect table's columns. */
function orderedEnds(
  relationship: ManyToMany,
  operation: Associate,
): { readonly a: string; readonly b: string } {
  if (relationship.tableA === operation.table && relationship.tableB === operation.otherTable)
    return { a: operation.id, b: operation.otherId };
  if (relationship.tableB === operation.table && relationship.tableA === operation.otherTable)
    return { a: operation.otherId, b: operation.id };
  throw new AppError('bad-request', {
    relationship: relationship.schemaName,
    message: `${relationship.schemaName} does not join ${operation.table} and ${operation.otherTable}.`,
  });
}

/** Append on the one row and AppendTo on the other; membership of a team is a change of the team. */
async function authorise(context: WriteContext, relationship: ManyToMany, operation: Associate): Promise<void> {
  guardAssociation(context, relationship.intersect);
  const table = tableOf(context.model, operation.table);
  const other = tableOf(context.model, operation.otherTable);
  const isMembership = relationship.intersect === 'teammembership';
  await requireReach(context, table, operation.id, isMembership && table.logicalName === 'team' ? 'write' : 'append');
  await requireReach(
    context,
    other,
    operation.otherId,
    isMembership && other.logicalName === 'team' ? 'write' : 'appendto',
  );
}

async function manyToMany(
  context: WriteContext,
  relationship: ManyToMany,
  operation: Associate,
): Promise<WriteResult> {
  const intersect = tableOf(context.model, relationship.intersect);
  const ends = orderedEnds(relationship, operation);
  await authorise(context, relationship, operation);
  const touched = new Touched();
  const found = await sql<{ id: string }>`
    select ${primaryRef(intersect, 't')}::text as id from ${tableRef(intersect)} as t
    where ${sql.ref(`t.${relationship.columnA}`)} = ${ends.a}::uuid
      and ${sql.ref(`t.${relationship.columnB}`)} = ${ends.b}::uuid`.execute(context.tx);
  const standing = found.rows[0]?.id;
  if (operation.kind === 'disassociate') {
    if (standing !== undefined) {
      await deleteRows(context.tx, intersect, [standing]);
      touched.removed.push({ table: intersect.logicalName, id: standing });
    }
    return touched.result(operation.table, operation.id, null);
  }
  if (standing === undefined) {
    // Derived from the pair, so that the same association made twice at once is one row.
    const id = await pairId(context, relationship, ends);
    await insertRow(context.tx, intersect, {
      [intersect.primaryId]: id,
      [relationship.columnA]: ends.a,
      [relationship.columnB]: ends.b,
    });
    touched.written.push({ table: intersect.logicalName, id });
  }
  return touched.result(operation.table, operation.id, null);
}

async function pairId(
  context: WriteContext,
  relationship: ManyToMany,
  ends: { readonly a: string; readonly b: string },
): Promise<string> {
  const made = await sql<{ id: string }>`
    select md5(${`${relationship.intersect}:${ends.a}:${ends.b}`})::uuid::text as id`.execute(context.tx);
  return made.rows[0]?.id ?? newGuid({ bytes: (into) => into });
}

async function oneToMany(
  context: WriteContext,
  relationship: OneToMany,
  operation: Associate,
): Promise<WriteResult> {
  const isFromReferenced =
    relationship.referenced === operation.table && relationship.referencing === operation.otherTable;
  const isFromReferencing =
    relationship.referencing === operation.table && relationship.referenced === operation.otherTable;
  if (!isFromReferenced && !isFromReferencing)
    throw new AppError('bad-request', {
      relationship: relationship.schemaName,
      message: `${relationship.schemaName} does not join ${operation.table} and ${operation.otherTable}.`,
    });
  const child = isFromReferenced ? operation.otherId : operation.id;
  const parent = isFromReferenced ? operation.id : operation.otherId;
  const table = tableOf(context.model, relationship.referencing);
  const column = columnOf(table, relationship.column);
  if (column === undefined) throw new AppError('no-column', { column: relationship.column });
  if (operation.kind === 'disassociate') {
    const current = await lockRow(context, table, child, ['write']);
    if (current[relationship.column] !== parent)
      return new Touched().result(operation.table, operation.id, null);
  }
  const value = operation.kind === 'associate' ? parent : null;
  const type = isPolymorphic(column)
    ? { [typeKey(relationship.column)]: value === null ? null : relationship.referenced }
    : {};
  const result = await changeRow(context, {
    kind: 'update',
    table: relationship.referencing,
    id: child,
    values: { [relationship.column]: value, ...type },
  });
  return { ...result, table: operation.table, id: operation.id };
}

/** See {@link write}. Associating what is associated and parting what is apart change nothing and are no error. */
export async function associateRows(context: WriteContext, operation: Associate): Promise<WriteResult> {
  const relationship = context.model.relationships.find((each) => each.schemaName === operation.relationship);
  if (relationship === undefined)
    throw new AppError('bad-request', {
      relationship: operation.relationship,
      message: `There is no relationship ${operation.relationship}.`,
    });
  return relationship.kind === 'many-to-many'
    ? manyToMany(context, relationship, operation)
    : oneToMany(context, relationship, operation);
}
