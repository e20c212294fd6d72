import { sql } from 'kysely';
import type { Clock } from '../../src/shared/base/clock.ts';
import type { Database, Db } from './database.ts';

/** Advisory locks held for a whole task; numbers of transaction-long ones stand where they are taken. */
export const exclusiveTasks = { start: 7_203_117, maintenance: 7_203_118 } as const;
export type ExclusiveTask = keyof typeof exclusiveTasks;

/** Asking again instead of waiting in the lock: a statement that waits would meet its time limit. */
const askEvery = 200;

async function tryLock(db: Db, task: ExclusiveTask): Promise<boolean> {
  const result = await sql<{ got: boolean }>`
    select pg_try_advisory_lock(${exclusiveTasks[task]}::bigint) as got`.execute(db);
  return result.rows[0]?.got === true;
}

async function unlock(db: Db, task: ExclusiveTask): Promise<void> {
  // A connection that broke has given its locks back already.
  await sql`select pg_advisory_unlock(${exclusiveTasks[task]}::bigint)`.execute(db).catch(() => undefined);
}

/**
 * Runs while no other server on the database runs the same task; waits for its turn. The lock holds one connection beside
 * those that `run` uses, and ends with the connection if this process dies. PGlite serves one process, so there is nobody
 * to wait for.
 */
export async function runAlone<T>(
  database: Database,
  task: ExclusiveTask,
  clock: Clock,
  run: () => Promise<T>,
): Promise<T> {
  if (database.kind === 'pglite') return run();
  return database.db.connection().execute(async (holder) => {
    while (!(await tryLock(holder, task))) await new Promise<void>((go) => void clock.after(askEvery, go));
    try {
      return await run();
    } finally {
      await unlock(holder, task);
    }
  });
}

/** As {@link runAlone}, but answers undefined at once where another server runs the task. */
export async function runIfAlone<T>(
  database: Database,
  task: ExclusiveTask,
  run: () => Promise<T>,
): Promise<T | undefined> {
  if (database.kind === 'pglite') return run();
  return database.db.connection().execute(async (holder) => {
    if (!(await tryLock(holder, task))) return undefined;
    try {
      return await run();
    } finally {
      await unlock(holder, task);
    }
  });
}
