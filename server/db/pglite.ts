import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import type { Logger } from '../../src/shared/base/logger.ts';
import type { Database, DynamicSchema } from './database.ts';
import { takeLock } from './lock-file.ts';
import type { LockFile } from './lock-file.ts';
import { PgliteDialect } from './pglite-dialect.ts';
import type { PgliteLimits, PgliteSession, PgliteSessions } from './pglite-dialect.ts';
import { openEngine } from './pglite-engine.ts';
import type { Engine, EngineOptions } from './pglite-engine.ts';
import { ThreadSessions } from './pglite-thread.ts';

/** Migrations and imports may take long on a slow disk; their statements are ours. */
const scriptLimit = 600_000;
const defaultLimits: PgliteLimits = { statement: 60_000, connection: 120_000 };

export interface PgliteOptions {
  /** Data folder of the server; the database lies in `pglite` below it. */
  readonly dataDir: string;
  readonly logger: Logger;
  readonly limits?: Partial<PgliteLimits>;
  /** The worker's script; default: the built one beside the server's. */
  readonly workerFile?: URL;
}

function databaseOver(sessions: PgliteSessions, limits: PgliteLimits, onClose: () => void): Database {
  const dialect = new PgliteDialect(sessions, limits);
  const db = new Kysely<DynamicSchema>({ dialect });
  return {
    kind: 'pglite',
    db,
    script: (sql) => dialect.script(sql, scriptLimit),
    async close() {
      try {
        await db.destroy();
        // Kysely forgets a driver it never used.
        await sessions.close();
      } finally {
        onClose();
      }
    },
  };
}

/** A new database is made aside and moved into place whole: a start that is cut leaves no half of one. */
async function prepareFolder(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'pglite');
  if (existsSync(folder)) return folder;
  const fresh = join(dataDir, 'pglite.new');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const engine = await openEngine({ folder: fresh });
  await engine.close();
  renameSync(fresh, folder);
  return folder;
}

/** Opens the database in the data folder, in a thread of its own, locked against other processes. */
export async function openPglite(options: PgliteOptions): Promise<Database> {
  const lock: LockFile = takeLock(join(options.dataDir, 'haversack.lock'));
  try {
    const folder = await prepareFolder(options.dataDir);
    const workerFile = options.workerFile ?? new URL('./pglite-worker.js', import.meta.url);
    const sessions = new ThreadSessions(workerFile, folder, options.logger);
    await sessions.take();
    return databaseOver(sessions, { ...defaultLimits, ...options.limits }, () => lock.release());
  } catch (error) {
    lock.release();
    throw error;
  }
}

class SameThreadSessions implements PgliteSessions {
  readonly #engine: Engine;
  #open = true;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async take(): Promise<PgliteSession> {
    const engine = this.#engine;
    return {
      isAlive: this.#open,
      query: (sql, parameters) => engine.query(sql, parameters),
      script: (sql) => engine.script(sql),
    };
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#engine.close();
  }
}

/** In this thread, without limits on statements and without a lock: for tests. `dump` copies it for the next one. */
export async function openPgliteHere(
  options: EngineOptions = {},
): Promise<Database & { readonly dump: () => Promise<Blob> }> {
  const engine = await openEngine(options);
  const database = databaseOver(new SameThreadSessions(engine), defaultLimits, () => undefined);
  return { ...database, dump: () => engine.dump() };
}
