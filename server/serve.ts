import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { assert } from '../src/shared/base/assert.ts';
import type { Clock } from '../src/shared/base/clock.ts';
import type { Random } from '../src/shared/base/guid.ts';
import type { Logger } from '../src/shared/base/logger.ts';
import { buildApp } from './app.ts';
import type { AppOptions } from './app.ts';
import type { Config } from './config.ts';
import { Changes } from './data/changes.ts';
import type { Database } from './db/database.ts';
import { Maintenance } from './maintenance.ts';
import { prepare } from './prepare.ts';
import { announceServer, localUrl } from './solution/local-server.ts';
import type { ServerAddress } from './solution/local-server.ts';
import { listenFault } from './start-faults.ts';
import { welcomeText } from './welcome.ts';

/** What a server is given; whoever gives it takes the database back. */
export interface ServeOptions {
  readonly config: Config;
  readonly database: Database;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: Random;
  /** The project's folder. */
  readonly root: string;
  readonly https: AppOptions['https'];
}

async function listen(app: FastifyInstance, config: Config): Promise<void> {
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    // Plugins hold connections of their own, which would keep the process from ending.
    await app.close();
    throw listenFault(error, config);
  }
}

/** For programs on this machine: the public address may be a proxy's, or a name that is not known here. */
function whereItListens(app: FastifyInstance, https: AppOptions['https']): ServerAddress {
  const listening = app.server.address();
  assert(typeof listening === 'object' && listening !== null, 'the server listens on an address');
  const certificate =
    https === undefined ? undefined : new X509Certificate(String(https.cert)).fingerprint256;
  return { url: localUrl(listening, https !== undefined), pid: process.pid, certificate };
}

/** Brings the database up to date, listens, and says so; returns the way to stop. */
export async function serve(options: ServeOptions): Promise<{ close(): Promise<void> }> {
  const { config, root, https, ...parts } = options;
  const { logger, random, database } = parts;
  const { services, accounts } = await prepare({ ...parts, config, changes: new Changes() }, root);
  const app = await buildApp(services, { appFolder: join(root, 'dist', 'app'), https });
  await listen(app, config);
  const withdraw = announceServer(config.dataDir, whereItListens(app, https), random);
  const maintenance = new Maintenance(services);
  maintenance.start();
  logger.info('server listens', { url: config.publicUrl, database: database.kind });
  process.stdout.write(welcomeText(config.publicUrl, accounts));
  return {
    async close() {
      withdraw();
      await app.close();
      await maintenance.close();
    },
  };
}
