import { sql } from 'kysely';
import type { AttemptKey } from '../../src/shared/protocol/values.ts';
import type { Tx } from '../db/database.ts';
import type { StoredOutcome } from './outcomes.ts';
import { recordSettled, repeatRows } from './sent-record.ts';

/** Rows that settling transactions touched, by table: their truth is looked at again in the same plan. */
export interface SettledRows {
  /** Put into the device. */
  readonly put: ReadonlyMap<string, readonly string[]>;
  /** Taken out of the device. */
  readonly taken: ReadonlyMap<string, readonly string[]>;
}

const addTo = (map: Map<string, string[]>, table: string, id: string): void => {
  const ids = map.get(table);
  if (ids === undefined) map.set(table, [id]);
  else ids.push(id);
};

/**
 * Takes the device's word that settling transactions committed: what they put in becomes part of the record, and the
 * outcomes shrink to their kind, which stays so that a late duplicate is still recognised (I4).
 */
export async function takeSettled(
  tx: Tx,
  where: {
    readonly storeId: number;
    readonly store: string;
    readonly person: string;
    readonly patch: number;
  },
  keys: readonly AttemptKey[],
  tableIds: ReadonlyMap<string, number>,
): Promise<SettledRows> {
  const put = new Map<string, string[]>();
  const taken = new Map<string, string[]>();
  for (const key of keys) {
    const result = await sql<{ outcome: StoredOutcome }>`
      select outcome from haversack.sync_outcome
      where entry = ${key.entry}::uuid and attempt = ${key.attempt}::integer and outcome is not null
        and store = ${where.store}::uuid and person = ${where.person}::uuid for update`.execute(tx);
    const stored = result.rows[0]?.outcome;
    if (stored === undefined || stored.wire.kind !== 'applied') continue;
    for (const row of stored.wire.rows) {
      const tableId = tableIds.get(row.table);
      const shape = stored.shapes[row.table];
      if (tableId === undefined || shape === undefined) continue;
      await recordSettled(tx, { store: where.storeId, patch: where.patch, tableId }, { ...row, shape });
      addTo(put, row.table, row.id);
    }
    for (const ref of [...stored.wire.removed, ...stored.wire.notCarried]) addTo(taken, ref.table, ref.id);
    await sql`update haversack.sync_outcome set outcome = null
      where entry = ${key.entry}::uuid and attempt = ${key.attempt}::integer`.execute(tx);
  }
  return { put, taken };
}

/**
 * A stored outcome can settle late, after pulls delivered something newer: a removal it undid is told again, and a
 * row it took out is sent again if the record has it. Returns how many.
 */
export async function repeatAfterSettling(
  tx: Tx,
  target: { readonly store: number; readonly patch: number },
  settled: SettledRows,
  tableIds: ReadonlyMap<string, number>,
): Promise<number> {
  let count = 0;
  for (const [rows, which] of [
    [settled.put, 'gone'],
    [settled.taken, 'all'],
  ] as const)
    for (const [table, ids] of rows) {
      const tableId = tableIds.get(table);
      if (tableId !== undefined) count += await repeatRows(tx, { ...target, tableId }, ids, which);
    }
  return count;
}
