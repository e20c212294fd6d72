import { AppError } from '../../src/shared/base/app-error.ts';
import type { Row, RowValue } from '../../src/shared/metadata/row.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import { computedColumns } from '../../src/shared/rules/computed.ts';
import { checkWrite } from '../../src/shared/rules/validate.ts';
import type { Verb } from '../../src/shared/security/privilege.ts';
import { pointedTable, writePointer } from './activity.ts';
import { currencyColumns } from './currency.ts';
import { guardStructure } from './guard-structure.ts';
import { guardSecured, guardWrite, refuseIntersect, throwFaults } from './guards.ts';
import { guardHierarchy } from './hierarchy.ts';
import { checkLookups, writtenLookups } from './lookups.ts';
import { ownerColumns } from './ownership.ts';
import { lockRow } from './read-row.ts';
import { storedColumns } from './row-sql.ts';
import { updateRow } from './statements.ts';
import { Touched, instantOf, tableOf } from './write-context.ts';
import type { WriteContext, WriteOperation, WriteResult } from './write-context.ts';

type Update = Extract<WriteOperation, { kind: 'update' }>;

function owned(values: Row, current: Row): { readonly id: string; readonly type: string } | undefined {
  const id = values['ownerid'];
  if (typeof id !== 'string' || id === current['ownerid']) return undefined;
  return { id, type: values[typeKey('ownerid')] === 'team' ? 'team' : 'systemuser' };
}

/** Verbs that the written columns need: assign for the owner, append for lookups, write for anything else. */
function neededVerbs(table: Table<unknown>, raw: Readonly<Record<string, unknown>>): readonly Verb[] {
  const names = Object.keys(raw).filter((name) => name !== table.primaryId);
  const isOwner = (name: string): boolean => name === 'ownerid' || name === typeKey('ownerid');
  const verbs: Verb[] = [];
  if (names.some(isOwner)) verbs.push('assign');
  if (names.some((name) => !isOwner(name)) || verbs.length === 0) verbs.push('write');
  if (writtenLookups(table, raw as Row).length > 0) verbs.push('append');
  return verbs;
}

function stamp(context: WriteContext, table: Table<unknown>, values: Record<string, RowValue>): void {
  const known = new Set(storedColumns(table).map((column) => column.key));
  if (known.has('modifiedon')) values['modifiedon'] = instantOf(context);
  if (known.has('modifiedby')) values['modifiedby'] = context.principal.userId;
}

function requireVersion(table: Table<unknown>, current: Row, expected: string | undefined): void {
  if (expected !== undefined && current['versionnumber'] !== expected)
    throw new AppError('version-mismatch', { table: table.logicalName });
}

/** See {@link write}. A pointer of an activity stands for the activity itself. */
export async function changeRow(context: WriteContext, operation: Update): Promise<WriteResult> {
  let table = tableOf(context.model, operation.table);
  refuseIntersect(table);
  if (table.logicalName === 'activitypointer')
    table = (await pointedTable(context, operation.id)) ?? table;
  const current = await lockRow(context, table, operation.id, neededVerbs(table, operation.values));
  requireVersion(table, current, operation.ifVersion);
  const verdict = checkWrite(table, operation.values, { kind: 'update', current });
  throwFaults(table, verdict.faults);
  const { [table.primaryId]: namedId, ...checked } = verdict.values;
  if (namedId !== undefined && namedId !== operation.id)
    throw new AppError('bad-value', { table: table.logicalName, column: table.primaryId });
  guardWrite(context, table, Object.keys(checked));
  guardSecured(context, table, Object.keys(checked));
  guardStructure(table, checked, current);
  const lookups = writtenLookups(table, checked, current);
  await checkLookups(context, lookups);
  await guardHierarchy(context, table, operation.id, lookups);

  const values: Record<string, RowValue> = { ...checked };
  if (values['ownerid'] === null) throw new AppError('required-missing', { column: 'ownerid' });
  const owner = owned(checked, current);
  if (owner !== undefined) Object.assign(values, await ownerColumns(context, table, owner));
  const changed = new Set(Object.keys(checked));
  Object.assign(values, await currencyColumns(context, table, { ...current, ...values }, changed));
  Object.assign(values, computedColumns(table, { ...current, ...values }));
  stamp(context, table, values);

  const version = await updateRow(context.tx, table, operation.id, values);
  if (version === undefined) throw new AppError('no-row', { table: table.logicalName });
  const touched = new Touched();
  touched.written.push({ table: table.logicalName, id: operation.id });
  await writePointer(context, table, operation.id, { ...current, ...values }, touched);
  return touched.result(table.logicalName, operation.id, version);
}
