import { join } from 'node:path';
import { people } from '../solutions/sample-data/people.ts';
import { ensureAuth } from './auth/ensure-auth.ts';
import type { AuthReport, DemoPerson } from './auth/ensure-auth.ts';
import { bootstrapOrganization } from './demo/bootstrap.ts';
import { loadDemo } from './demo/load.ts';
import { runAlone } from './db/exclusive.ts';
import { migrate } from './db/migrate.ts';
import { ensureSystemTables } from './metadata/ensure-system-tables.ts';
import { createModelHolder } from './metadata/model-holder.ts';
import type { ModelHolder } from './metadata/model.ts';
import type { Services } from './services.ts';
import { importSolutionPath } from './solution/import-solution.ts';
import { readUninstalled } from './solution/uninstalled.ts';

/** Solutions that every organisation has, in the order they build on each other. */
const bundled = [
  { folder: 'base', solution: 'haversack_base' },
  { folder: 'sales', solution: 'haversack_sales' },
  { folder: 'service', solution: 'haversack_service' },
] as const;

type Given = Omit<Services, 'model'>;

/** A solution adds to forms of those before it, so a new version of one is followed by all that build on it. */
async function importBundled(services: Given, root: string): Promise<void> {
  let skipUnchanged = true;
  const uninstalled = await readUninstalled(services.database.db);
  for (const { folder, solution } of bundled) {
    if (uninstalled.has(solution)) continue;
    const report = await importSolutionPath(services.database, join(root, 'solutions', folder), {
      skipUnchanged,
    });
    skipUnchanged &&= report.outcome === 'unchanged';
    services.logger.debug('bundled solution', { solution, outcome: report.outcome });
  }
}

const demoPeople: readonly DemoPerson[] = people.map(({ userId, login, note }) => ({ userId, login, note }));

async function prepareModel(services: Given, root: string): Promise<ModelHolder> {
  const steps = await migrate(services.database);
  if (steps.length > 0) services.logger.info('database migrated', { steps: steps.length });
  await ensureSystemTables(services.database);
  await importBundled(services, root);
  await bootstrapOrganization(services.database);
  return createModelHolder(services.database, services.logger);
}

/** Sample data and accounts, in demo mode; else the link for the first administrator. */
async function prepareAccounts(services: Services): Promise<AuthReport> {
  const { config, database, model, clock, logger } = services;
  if (config.demo && config.demoSize !== 'none') {
    const report = await loadDemo(database, model.current, {
      size: config.demoSize,
      now: clock.now(),
      logger,
    });
    if (report.loaded) await model.reload();
  }
  return ensureAuth(services, { demoPeople });
}

/**
 * Brings schema, metadata and accounts up to date, before the server listens. A second start finds nothing to do and takes
 * well under a second. Servers that start together on one database do it one after the other: the first one fills it.
 */
export async function prepare(
  given: Given,
  root: string,
): Promise<{ readonly services: Services; readonly accounts: AuthReport }> {
  return runAlone(given.database, 'start', given.clock, async () => {
    const services: Services = { ...given, model: await prepareModel(given, root) };
    return { services, accounts: await prepareAccounts(services) };
  });
}
