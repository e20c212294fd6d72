import { AppError } from '../../shared/base/app-error.ts';
import { newGuid, type Random } from '../../shared/base/guid.ts';
import { typeKey, type Row, type RowRef } from '../../shared/metadata/row.ts';
import { isLookup, isPolymorphic, type Table } from '../../shared/metadata/table.ts';
import { checkWrite } from '../../shared/rules/validate.ts';
import type { Catalog } from '../../metadata/catalog.ts';
import type { Operation, OutboxEntry } from '../../store/entry.ts';

export type NewEntry = Omit<OutboxEntry, 'sequence'>;

export interface EntryMaker {
  readonly catalog: Catalog;
  readonly random: Random;
  readonly now: () => number;
  /** The row as the person sees it, for columns of which one implies another. */
  readonly current: (table: string, id: string) => Promise<Row | undefined>;
}

/**
 * The outbox entry of one operation: values checked by the rules the server applies too and in canonical form, with the
 * rows it writes and needs. Throws AppError `no-table` or `bad-value` (`details.faults`, by column).
 */
export async function makeEntry(maker: EntryMaker, operation: Operation, title: string): Promise<NewEntry> {
  const checked = await checkOperation(maker, operation);
  return {
    format: 1,
    id: newGuid(maker.random),
    attempt: 1,
    state: 'waiting',
    operation: checked,
    writes: writesOf(checked),
    needs: needsOf(maker.catalog, checked),
    metadataVersion: maker.catalog.package.metadataVersion,
    madeAt: new Date(maker.now()).toISOString(),
    title,
  };
}

async function checkOperation(maker: EntryMaker, operation: Operation): Promise<Operation> {
  if (operation.kind !== 'create' && operation.kind !== 'update') return operation;
  const table = maker.catalog.table(operation.table);
  if (!table) throw new AppError('no-table', { table: operation.table });
  const current = changesState(table, operation)
    ? await maker.current(operation.table, operation.id)
    : undefined;
  const { values, faults } = checkWrite(table, operation.values, { kind: operation.kind, current });
  if (faults.length > 0)
    throw new AppError('bad-value', {
      table: operation.table,
      column: faults[0]?.column,
      faults: faults.map(({ column, code, limit }) => ({ column, code, limit })),
    });
  if (operation.kind === 'create') return { ...operation, values };
  return { ...operation, values, replaced: replacedFor(values, operation.replaced, current) };
}

/** Only then does one column imply another, and only then is it worth reading the row. */
function changesState(table: Table, operation: Extract<Operation, { kind: 'create' | 'update' }>): boolean {
  return (
    operation.kind === 'update' &&
    table.columns.some(({ type, logicalName }) => (type === 'state' || type === 'status') && logicalName in operation.values)
  );
}

/** A value that the rules added (the status reason of a new state) replaces what the row shows now. */
function replacedFor(values: Row, replaced: Row, current: Row | undefined): Row {
  const added = Object.keys(values).filter((column) => !(column in replaced));
  return { ...Object.fromEntries(added.map((column) => [column, current?.[column] ?? null])), ...replaced };
}

/** An association writes neither row: refused, it holds back no edit of them. */
function writesOf(operation: Operation): RowRef[] {
  if (operation.kind === 'associate' || operation.kind === 'disassociate') return [];
  return [{ table: operation.table, id: operation.id }];
}

function needsOf(catalog: Catalog, operation: Operation): RowRef[] {
  if (operation.kind === 'delete') return [];
  if (operation.kind !== 'create' && operation.kind !== 'update')
    return [
      { table: operation.table, id: operation.id },
      { table: operation.otherTable, id: operation.otherId },
    ];
  const table = catalog.table(operation.table);
  if (!table) return [];
  return referencesOf(table, operation.values).filter(
    ({ table: name, id }) => name !== operation.table || id !== operation.id,
  );
}

function referencesOf(table: Table, values: Row): RowRef[] {
  const references: RowRef[] = [];
  for (const column of table.columns) {
    const id = values[column.logicalName];
    if (!isLookup(column) || typeof id !== 'string') continue;
    const target = isPolymorphic(column) ? values[typeKey(column.logicalName)] : column.targets?.[0];
    if (typeof target === 'string') references.push({ table: target, id });
  }
  return references;
}
