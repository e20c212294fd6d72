import { sql } from 'kysely';
import type { Row, RowRef, RowValue } from '../../src/shared/metadata/row.ts';
import type { WireRow } from '../../src/shared/protocol/pull.ts';
import type { SettledRow } from '../../src/shared/protocol/push.ts';
import type { Tx } from '../db/database.ts';
import type { Scope } from './scope.ts';
import { rowsById } from './uuid-array.ts';

/** What the settling transaction does with written rows: those in scope go in, the others leave. */
export interface PresentRows {
  readonly rows: readonly SettledRow[];
  readonly notCarried: readonly RowRef[];
}

function byTable(refs: readonly RowRef[]): ReadonlyMap<string, readonly string[]> {
  const tables = new Map<string, string[]>();
  for (const ref of refs) {
    const ids = tables.get(ref.table);
    if (ids === undefined) tables.set(ref.table, [ref.id]);
    else if (!ids.includes(ref.id)) ids.push(ref.id);
  }
  return tables;
}

/** Written rows as they stand in this transaction, as the device would get them by a pull. */
export async function presentRows(tx: Tx, scope: Scope, refs: readonly RowRef[]): Promise<PresentRows> {
  const rows: SettledRow[] = [];
  const notCarried: RowRef[] = [];
  for (const [name, ids] of byTable(refs)) {
    const table = scope.tables.find((candidate) => candidate.name === name);
    // Rows of tables that no device carries are nobody's business there.
    if (table === undefined) continue;
    const result = await sql<{ json: string }>`
      select ${table.json} as json from ${rowsById(table, ids)} where ${table.selected}`.execute(tx);
    const found = new Set<string>();
    for (const { json } of result.rows) {
      const row = toRow(table, JSON.parse(json) as WireRow);
      found.add(row.id);
      rows.push(row);
    }
    for (const id of ids) if (!found.has(id)) notCarried.push({ table: name, id });
  }
  return { rows, notCarried };
}

function toRow(
  table: { readonly name: string; readonly primaryId: string; readonly columns: readonly string[] },
  [id, version, rights, ...values]: WireRow,
): SettledRow {
  const named: Record<string, RowValue> = { [table.primaryId]: id, versionnumber: version };
  table.columns.forEach((column, index) => (named[column] = (values[index] ?? null) as RowValue));
  return { table: table.name, id, version, rights, values: named as SettledRow['values'] };
}

/** Values of the operation's columns as they stand after the write; as they were sent where the device carries no such value. */
export function leftValues(rows: readonly SettledRow[], ref: RowRef, written: Row): Row {
  const row = rows.find((candidate) => candidate.table === ref.table && candidate.id === ref.id);
  return Object.fromEntries(
    Object.entries(written).map(([column, sent]) => {
      const standing = row?.values[column];
      return [column, standing === undefined ? sent : standing];
    }),
  ) as Row;
}
