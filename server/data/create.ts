import { AppError } from '../../src/shared/base/app-error.ts';
import { newGuid } from '../../src/shared/base/guid.ts';
import type { Row, RowValue } from '../../src/shared/metadata/row.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import type { Column, Table } from '../../src/shared/metadata/table.ts';
import { computedColumns } from '../../src/shared/rules/computed.ts';
import { normalizeValue } from '../../src/shared/rules/normalize.ts';
import { checkWrite, defaultStatus } from '../../src/shared/rules/validate.ts';
import { depth, depthOf, rights } from '../../src/shared/security/privilege.ts';
import { rightsOf } from '../../src/shared/security/rights.ts';
import { writePointer } from './activity.ts';
import { autoNumbers } from './auto-number.ts';
import { currencyColumns } from './currency.ts';
import { guardStructure } from './guard-structure.ts';
import { guardSecured, guardWrite, refuseIntersect, throwFaults } from './guards.ts';
import { checkLookups, writtenLookups } from './lookups.ts';
import { ownerColumns } from './ownership.ts';
import { requireReach } from './read-row.ts';
import { storedColumns } from './row-sql.ts';
import { insertRow } from './statements.ts';
import { Touched, columnOf, instantOf, randomOf, tableOf } from './write-context.ts';
import type { WriteContext, WriteOperation, WriteResult } from './write-context.ts';

type Create = Extract<WriteOperation, { kind: 'create' }>;

function defaultOf(column: Column<unknown>): RowValue {
  const value = column.defaultValue;
  if (value === undefined) return null;
  const normalized = normalizeValue(
    column,
    column.type === 'boolean' && typeof value === 'number' ? value === 1 : value,
  );
  return normalized.ok ? normalized.value : null;
}

/** Columns given another value than they would get by themselves; devices send the defaults they know. */
function beyondDefaults(table: Table<unknown>, values: Row): readonly string[] {
  return Object.keys(values).filter((name) => {
    const column = columnOf(table, name);
    return column === undefined
      ? (values[name] ?? null) !== null
      : JSON.stringify(values[name]) !== JSON.stringify(defaultOf(column));
  });
}

/** Defaults of columns that the writer says nothing about; a null he says is kept. */
function withDefaults(table: Table<unknown>, values: Row): Record<string, RowValue> {
  const row: Record<string, RowValue> = { ...values };
  for (const column of table.columns)
    if (row[column.logicalName] === undefined) {
      const value = defaultOf(column);
      if (value !== null && column.type !== 'state' && column.type !== 'status')
        row[column.logicalName] = value;
    }
  const state = table.columns.find((column) => column.type === 'state');
  const status = table.columns.find((column) => column.type === 'status');
  if (state !== undefined && row[state.logicalName] === undefined)
    row[state.logicalName] = Number(state.defaultValue ?? state.options?.[0]?.value ?? 0);
  if (state !== undefined && status !== undefined && row[status.logicalName] === undefined) {
    const declared = defaultOf(status);
    const stateValue = Number(row[state.logicalName]);
    const fits = status.options?.some((option) => option.value === declared && option.state === stateValue);
    row[status.logicalName] = fits === true ? declared : (defaultStatus(state, status, stateValue) ?? null);
  }
  return row;
}

async function withOwner(
  context: WriteContext,
  table: Table<unknown>,
  row: Record<string, RowValue>,
): Promise<void> {
  if (table.ownership !== 'user') {
    if (columnOf(table, 'owningbusinessunit') !== undefined && (row['owningbusinessunit'] ?? null) === null)
      row['owningbusinessunit'] = context.principal.businessUnitId;
    return;
  }
  const id = row['ownerid'];
  const type = row[typeKey('ownerid')];
  const owner =
    typeof id === 'string'
      ? { id, type: type === 'team' ? 'team' : 'systemuser' }
      : { id: context.principal.userId, type: 'systemuser' };
  Object.assign(row, await ownerColumns(context, table, owner));
}

/** Creating needs the verb for the row as it will be owned; giving it to someone else needs assign as well. */
function authorise(context: WriteContext, table: Table<unknown>, row: Row, hasLookups: boolean): void {
  if (table.ownership === 'none') return;
  const mask = rightsOf(context.principal, context.model, table, row);
  const isOwn =
    table.ownership !== 'user' ||
    row['ownerid'] === context.principal.userId ||
    context.principal.teamIds.includes(String(row['ownerid']));
  const needed = rights.create | (isOwn ? 0 : rights.assign) | (hasLookups ? rights.append : 0);
  if ((mask & needed) !== needed)
    throw new AppError('no-privilege', { table: table.logicalName, verb: 'create' });
}

function stamp(context: WriteContext, table: Table<unknown>, row: Record<string, RowValue>): void {
  const known = new Set(storedColumns(table).map((column) => column.key));
  const at = instantOf(context);
  const stamps = { createdon: at, modifiedon: at, createdby: context.principal.userId, modifiedby: context.principal.userId };
  for (const [name, value] of Object.entries(stamps)) if (known.has(name)) row[name] = value;
  if (known.has('activitytypecode') && table.isActivity === true) row['activitytypecode'] = table.logicalName;
}

/** See {@link write}. A table without any create privilege is refused before its values are looked at. */
export async function createRow(context: WriteContext, operation: Create): Promise<WriteResult> {
  const table = tableOf(context.model, operation.table);
  refuseIntersect(table);
  const { principal } = context;
  if (table.ownership !== 'none' && depthOf(principal, table.logicalName, 'create') === depth.none)
    throw new AppError('no-privilege', { table: table.logicalName, verb: 'create' });
  if (table.logicalName === 'activitypointer')
    throw new AppError('bad-request', { table: table.logicalName, message: 'Create the activity itself.' });
  const verdict = checkWrite(table, operation.values, { kind: 'create' });
  throwFaults(table, verdict.faults);
  guardWrite(context, table, Object.keys(verdict.values));
  const beyond = beyondDefaults(table, verdict.values);
  guardSecured(context, table, beyond);
  guardStructure(table, Object.fromEntries(beyond.map((name) => [name, verdict.values[name] ?? null])), {});
  const given = verdict.values[table.primaryId];
  const id = operation.id ?? (typeof given === 'string' ? given : newGuid(randomOf(context)));
  const lookups = writtenLookups(table, verdict.values);

  const row = withDefaults(table, verdict.values);
  row[table.primaryId] = id;
  await withOwner(context, table, row);
  authorise(context, table, row, lookups.length > 0);
  await checkLookups(context, lookups);
  stamp(context, table, row);
  Object.assign(row, await currencyColumns(context, table, row, new Set(Object.keys(row))));
  Object.assign(row, await autoNumbers(context, table, row));
  Object.assign(row, computedColumns(table, row));

  const version = await insertRow(context.tx, table, row);
  if (version === undefined) throw new AppError('row-exists', { table: table.logicalName });
  // Rows without an owner are reached through their parent: that can be asked only of the row itself.
  if (table.ownership === 'none' && !principal.isAdministrator) {
    try {
      await requireReach(context, table, id, 'create');
    } catch (error) {
      throw new AppError('no-privilege', { table: table.logicalName, verb: 'create' }, { cause: error });
    }
  }
  const touched = new Touched();
  touched.written.push({ table: table.logicalName, id });
  await writePointer(context, table, id, row, touched);
  return touched.result(table.logicalName, id, version);
}
