import { randomFillSync } from 'node:crypto';
import type { Clock } from '../src/shared/base/clock.ts';
import type { Random } from '../src/shared/base/guid.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { openDatabase } from './db/open.ts';
import { createJsonLogger } from './plugins/json-logger.ts';
import { projectRoot } from './project-root.ts';
import { prepareDataFolder, readTls, whyNotStarted } from './start-faults.ts';

const clock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

const random: Random = { bytes: (into) => randomFillSync(into) };

/** How long requests under way may take once the server is told to stop. */
const grace = 10_000;

interface Running {
  close(): Promise<void>;
}

/**
 * Everything that the server holds, taken in order and given back in reverse. The database opens in a thread or process of
 * its own; the server's code, half a second of it, is loaded meanwhile.
 */
async function start(config: Config): Promise<Running> {
  const logger = createJsonLogger((line) => void process.stdout.write(line), clock.now, config.logLevel);
  const root = projectRoot(import.meta.url);
  const https = readTls(config);
  prepareDataFolder(config.dataDir);
  const opening = openDatabase(config, logger);
  const [database, code] = await Promise.all([
    opening,
    import('./serve.ts').catch((error: unknown) => ({ error })),
  ]);
  try {
    if ('error' in code) throw code.error;
    const server = await code.serve({ config, database, logger, clock, random, root, https });
    return {
      async close() {
        await server.close();
        await database.close();
        logger.info('server stopped');
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function stopOn(signals: readonly NodeJS.Signals[], running: Running): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    // A request that never ends must not keep the data folder locked.
    setTimeout(() => process.exit(1), grace).unref();
    running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of signals) process.on(signal, stop);
}

try {
  stopOn(['SIGTERM', 'SIGINT'], await start(readConfig(process.env)));
} catch (error) {
  process.stderr.write(`Haversack cannot start. ${whyNotStarted(error)}\n`);
  process.exitCode = 1;
}
