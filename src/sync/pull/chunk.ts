import { AppError } from '../../shared/base/app-error.ts';
import type { Row, RowValue } from '../../shared/metadata/row.ts';
import type { PlanLine, PullLine, WireRow } from '../../shared/protocol/pull.ts';
import type { StoredRow, StoreTransaction } from '../../store/store.ts';
import type { HeldIds } from './held-ids.ts';

/** Lines that stand between two cookies. */
export type ContentLine = Extract<PullLine, { kind: 'rows' | 'removed' | 'stubs' }>;
type PlannedTable = PlanLine['tables'][number];

function toStored(table: PlannedTable, wire: WireRow): StoredRow {
  const [id, version, rights] = wire;
  if (wire.length !== table.columns.length + 3)
    throw new AppError('protocol', { message: `A row of ${table.name} has another number of values.` });
  const values: Record<string, RowValue> = { [table.primaryId]: id, versionnumber: version };
  table.columns.forEach((column, index) => (values[column] = wire[index + 3] as RowValue));
  return { id, version, rights, values: values as Row };
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
  const rows = line.rows.map((wire) => toStored(table, wire));
  const { within } = line;
  if (within === undefined)
    return (transaction) => transaction.putRows(line.table, rows, { replaceEqual: true });
  const sent = new Set(rows.map((row) => row.id));
  const gone = held?.missing(line.table, within, sent) ?? [];
  return async (transaction) => {
    // The server may have gone back to a backup: what it says now counts, lower versions too.
    await transaction.putRows(line.table, rows, { force: true });
    if (gone.length > 0) await transaction.removeRows(line.table, gone);
  };
}
