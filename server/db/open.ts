import type { Config } from '../config.ts';
import type { Logger } from '../../src/shared/base/logger.ts';
import type { Database } from './database.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';

/** Opens the database that the settings name: PostgreSQL by DATABASE_URL, else PGlite in the data folder. */
export function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  logger: Logger,
  options: { readonly workerFile?: URL } = {},
): Promise<Database> {
  return config.databaseUrl === undefined
    ? openPglite({ dataDir: config.dataDir, logger, workerFile: options.workerFile })
    : openPostgres({ url: config.databaseUrl, logger });
}
