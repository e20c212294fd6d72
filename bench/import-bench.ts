import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { silentLogger } from '../src/shared/base/logger.ts';
import { migrate } from '../server/db/migrate.ts';
import { openPglite } from '../server/db/pglite.ts';
import { ensureSystemTables } from '../server/metadata/ensure-system-tables.ts';
import { importSolutionContent } from '../server/solution/import-solution.ts';
import { ReadThread } from '../server/solution/read-thread.ts';
import { largeSolution } from '../test/support/large-solution.ts';
import type { Measure } from './measure.ts';

interface Times {
  readonly read: number;
  readonly write: number;
  /** The longest that the event loop did not turn while reading, and while writing. */
  readonly readLag: number;
  readonly writeLag: number;
}

/** What came of the work, in milliseconds. */
export interface Timed<T> {
  readonly result: T;
  readonly time: number;
  readonly lag: number;
}

/** Runs the work; its time, and the longest that a timer of 10 ms came late meanwhile. */
export async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const start = performance.now();
  let last = start;
  let lag = 0;
  const tick = (): void => {
    const now = performance.now();
    lag = Math.max(lag, now - last - 10);
    last = now;
  };
  const timer = setInterval(tick, 10);
  try {
    const result = await work();
    tick();
    return { result, time: performance.now() - start, lag };
  } finally {
    clearInterval(timer);
  }
}

async function once(root: string): Promise<Times> {
  const dataDir = mkdtempSync(join(tmpdir(), 'haversack-bench-'));
  const built = (name: string): URL => pathToFileURL(join(root, 'dist', 'server', name));
  const database = await openPglite({ dataDir, logger: silentLogger, workerFile: built('pglite-worker.js') });
  const thread = new ReadThread({ workerFile: built('solution-worker.js') });
  try {
    await migrate(database);
    await ensureSystemTables(database);
    const archive = new Uint8Array(largeSolution({ tables: 300, columns: 25 }));
    const read = await timed(() => thread.read(archive, 'large.zip'));
    const write = await timed(() => importSolutionContent(database, read.result, { share: ['Basic User'] }));
    return { read: read.time, write: write.time, readLag: read.lag, writeLag: write.lag };
  } finally {
    await thread.close();
    await database.close();
    rmSync(dataDir, { recursive: true });
  }
}

/** A solution of 300 tables and 8,100 columns into an empty database on PGlite, on disk. */
export async function benchImport(root: string, runs: number): Promise<readonly Measure[]> {
  const all: Times[] = [];
  for (let run = 0; run < runs; run += 1) all.push(await once(root));
  const measure = (what: string, of: (times: Times) => number): Measure => ({
    what,
    unit: 'ms',
    values: all.map(of),
  });
  return [
    measure('read, in a thread', (one) => one.read),
    measure('write to the database', (one) => one.write),
    measure('longest wait of the event loop while reading', (one) => one.readLag),
    measure('longest wait of the event loop while writing', (one) => one.writeLag),
  ];
}
