import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Tx } from '../db/database.ts';
import { sqlState } from '../db/database-fault.ts';

const retries = 5;
/** serialization_failure, deadlock_detected. */
const again = new Set(['40001', '40P01']);

/** True where PostgreSQL asks to run the transaction once more. */
export function isSerializationFault(error: unknown): boolean {
  return again.has(sqlState(error) ?? '');
}

async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn++) {
    try {
      return await run();
    } catch (error) {
      if (turn === retries || !isSerializationFault(error)) throw error;
      await sleep(5 * turn * turn);
    }
  }
}

/** All statements see one snapshot, the watermark's; run again when another transaction of the same store was first. */
export function inPlanTransaction<T>(database: Database, run: (tx: Tx) => Promise<T>): Promise<T> {
  return retried(() => database.db.transaction().setIsolationLevel('repeatable read').execute(run));
}

/** The usual transaction of a write, run again when PostgreSQL asks for it. */
export function inWriteTransaction<T>(database: Database, run: (tx: Tx) => Promise<T>): Promise<T> {
  return retried(() => database.db.transaction().execute(run));
}
