import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Cookie } from 'playwright-core';
import { must } from '../src/shared/base/assert.ts';
import { silentLogger } from '../src/shared/base/logger.ts';
import type { Row } from '../src/shared/metadata/row.ts';
import { people } from '../solutions/sample-data/people.ts';
import type { SamplePerson } from '../solutions/sample-data/people.ts';
import { openDatabase } from '../server/db/open.ts';
import type { Database } from '../server/db/database.ts';
import { bulkInsert } from '../server/demo/bulk-insert.ts';
import { loadModel } from '../server/metadata/load-model.ts';
import { importSolutionFiles } from '../server/solution/import-solution.ts';
import { newPerson, signIn } from '../test/e2e/support/browser.ts';
import { startServer } from '../test/e2e/support/server.ts';
import type { TestServer } from '../test/e2e/support/server.ts';
import { startPostgres } from '../test/support/postgres-server.ts';
import { accountRows, apps, benchSolution, itemRows, tables } from './dataset.ts';
import type { RowPeople } from './dataset.ts';

export type DatabaseKind = 'pglite' | 'postgres';

/** The built server with the benchmarks' rows in it, and people who carry them. */
export interface BenchServer {
  readonly kind: DatabaseKind;
  readonly server: TestServer;
  /** Carries the accounts alone. */
  readonly reader: SamplePerson;
  /** Carries accounts and items, beside the few rows of the sales app. */
  readonly manyReader: SamplePerson;
  /** PostgreSQL only: PGlite has one process, the server's. */
  readonly databaseUrl?: string;
  /** Cookies of a person signed in through the sign-in page. */
  signedIn(browser: Browser, person: SamplePerson): Promise<Cookie[]>;
  dispose(): Promise<void>;
}

export interface BenchServerOptions {
  readonly kind: DatabaseKind;
  readonly root: string;
  readonly accounts: number;
  readonly items: number;
}

const password = 'haversack';
/** Rows of one statement. */
const batch = 2000;

function personNamed(login: string): SamplePerson {
  return must(
    people.find((person) => person.login === login),
    `demo person ${login}`,
  );
}

// Somebody without other roles carries nothing but the accounts.
const reader = personNamed('nora');
const manyReader = personNamed('amelie');

async function fill(database: Database, options: BenchServerOptions): Promise<void> {
  await importSolutionFiles(database, benchSolution());
  const model = await loadModel(database.db);
  const table = (name: string) => must(model.tables.get(name), `table ${name}`);
  const owners: RowPeople = { owners: people.slice(1, 5) };
  const insert = async (
    name: string,
    count: number,
    rows: (from: number, to: number, people: RowPeople) => Row[],
  ): Promise<void> => {
    for (let from = 0; from < count; from += batch)
      await bulkInsert(database.db, table(name), rows(from, Math.min(count, from + batch), owners));
  };
  await insert(tables.account, options.accounts, accountRows);
  await insert(tables.item, options.items, itemRows);
  await bulkInsert(database.db, table('systemuserroles'), [
    { systemuserroleid: randomUUID(), systemuserid: reader.userId, roleid: apps.accounts.roleId },
    { systemuserroleid: randomUUID(), systemuserid: manyReader.userId, roleid: apps.all.roleId },
  ]);
}

async function signedIn(browser: Browser, url: string, person: SamplePerson): Promise<Cookie[]> {
  const context = await newPerson(browser);
  try {
    const page = await context.newPage();
    await signIn(page, url, person.login, password);
    return await context.cookies();
  } finally {
    await context.close();
  }
}

/** Makes the data with the real importer while the server is down, then starts it. Statistics are as a day later. */
export async function startBenchServer(options: BenchServerOptions): Promise<BenchServer> {
  const { kind, root } = options;
  const postgres = kind === 'postgres' ? await startPostgres() : undefined;
  const server = await startServer({
    env: postgres === undefined ? {} : { DATABASE_URL: postgres.url },
  });
  await server.stop();
  const database = await openDatabase({ dataDir: server.dataDir, databaseUrl: postgres?.url }, silentLogger, {
    workerFile: pathToFileURL(join(root, 'dist', 'server', 'pglite-worker.js')),
  });
  try {
    await fill(database, options);
    await database.script('vacuum analyze');
  } finally {
    await database.close();
  }
  await server.start();
  return {
    kind,
    server,
    reader,
    manyReader,
    databaseUrl: postgres?.url,
    signedIn: (browser, person) => signedIn(browser, server.url, person),
    async dispose() {
      await server.dispose();
      postgres?.stop();
    },
  };
}
