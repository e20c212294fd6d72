import { AppError } from '../../shared/base/app-error.ts';
import type { PlanLine, ReceivedLine } from '../../shared/protocol/pull.ts';
import type { RowBatch, StoreTransaction } from '../../store/store.ts';
import type { HeldIds } from './held-ids.ts';

/** Lines that stand between two cookies. */
export type ContentLine = Extract<ReceivedLine, { kind: 'rows' | 'removed' | 'stubs' }>;
type RowsLine = Extract<ReceivedLine, { kind: 'rows' }>;
type PlannedTable = PlanLine['tables'][number];

function batchOf({ name, primaryId, columns }: PlannedTable, { rows, json }: RowsLine): RowBatch {
  const length = columns.length + 3;
  if (!rows.every((row) => row.length === length))
    throw new AppError('protocol', { message: `A row of ${name} has another number of values.` });
  return { primaryId, columns, rows, json };
}

/** A line made ready outside the transaction, which may await nothing but its own methods. */
export type ReadyLine = (transaction: StoreTransaction) => Promise<void>;

/** Makes the writes of one line. `held`: what the store held when a new generation began. */
export function readyLine(plan: PlanLine, line: ContentLine, held: HeldIds | undefined): ReadyLine {
  if (line.kind === 'stubs') return (transaction) => transaction.putStubs(line.stubs);
  if (line.kind === 'removed') return (transaction) => transaction.removeRows(line.table, line.ids);
  const table = plan.tables.find((one) => one.name === line.table);
  if (table === undefined)
    throw new AppError('protocol', { message: `Rows of ${line.table} came without a plan.` });
  const batch = batchOf(table, line);
  const { within } = line;
  if (within === undefined)
    return (transaction) => transaction.putBatch(line.table, batch, { replaceEqual: true });
  const sent = new Set(batch.rows.map(([id]) => id));
  const gone = held?.missing(line.table, within, sent) ?? [];
  return async (transaction) => {
    // The server may have gone back to a backup: what it says now counts, lower versions too.
    await transaction.putBatch(line.table, batch, { force: true });
    if (gone.length > 0) await transaction.removeRows(line.table, gone);
  };
}
