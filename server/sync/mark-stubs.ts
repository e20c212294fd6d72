import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { ChangeSource, Mark } from './change-source.ts';
import { targetOf } from './plan-step.ts';
import type { PlanStep } from './plan-step.ts';
import { patchStubs } from './sent-record.ts';
import { piecesOf, uuidArray } from './uuid-array.ts';

/** Marks the lookup targets that were written since the mark. */
export async function markChangedStubs(
  changes: ChangeSource,
  tx: Tx,
  step: PlanStep,
  since: Mark,
): Promise<number> {
  let count = 0;
  for (const table of step.scope.stubTables) {
    const changed = await changes.changedIds(tx, table.name, since, 1_000_000);
    for (const ids of piecesOf(changed))
      count += await patchStubs(tx, targetOf(step, table.name), table, ids);
  }
  return count;
}

/** Marks every lookup target that a row in scope refers to: for stores of which the log does not know what they missed. */
export async function markAllStubs(tx: Tx, step: PlanStep): Promise<number> {
  const referenced = new Set<string>();
  for (const table of step.scope.tables)
    for (const column of table.stubColumns) {
      const found = await sql<{ id: string }>`
        select distinct ${column.sql} as id from ${table.from}
        where ${table.selected} and ${column.sql} is not null`.execute(tx);
      for (const row of found.rows) referenced.add(row.id);
    }
  let count = 0;
  for (const table of step.scope.stubTables)
    for (const ids of piecesOf([...referenced])) {
      // A lookup to several tables names rows of each: those of another one are not gone from this one.
      const found = await sql<{ id: string }>`
        select ${table.id} as id from ${table.from} where ${table.id} = any(${uuidArray(ids)})`.execute(tx);
      const here = found.rows.map((row) => row.id);
      if (here.length > 0) count += await patchStubs(tx, targetOf(step, table.name), table, here);
    }
  return count;
}
