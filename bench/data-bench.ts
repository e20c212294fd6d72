import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { silentLogger } from '../src/shared/base/logger.ts';
import type { DataPackage } from '../server/data-package/data-package.ts';
import { exportDataPackage } from '../server/data-package/export-package.ts';
import { importDataPackage } from '../server/data-package/import-package.ts';
import { firstAdministrator } from '../server/data-package/importer.ts';
import { failedCount } from '../server/data-package/report.ts';
import { migrate } from '../server/db/migrate.ts';
import { openPglite } from '../server/db/pglite.ts';
import { ensureSystemTables } from '../server/metadata/ensure-system-tables.ts';
import { createModelHolder } from '../server/metadata/model-holder.ts';
import { importSolutionPath } from '../server/solution/import-solution.ts';
import { ReadThread } from '../server/solution/read-thread.ts';
import { createPeople } from '../test/support/people.ts';
import { timed, type Timed } from './import-bench.ts';
import type { Measure } from './measure.ts';

const accounts = 10_000;
const contacts = 90_000;
const id = (number: number): string => `0e000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Contacts first, each of an account that comes after all of them: no lookup finds its row in the first pass. */
function largePackage(): Uint8Array<ArrayBuffer> {
  const field = (name: string, value: string, more = ''): string =>
    `<field name="${name}" value="${value}"${more} />`;
  const parts = ['<entities><entity name="contact"><records>'];
  for (let at = 0; at < contacts; at += 1)
    parts.push(
      `<record id="${id(accounts + at)}">`,
      field('firstname', `First ${at}`),
      field('lastname', `Last ${at}`),
      field('emailaddress1', `person${at}@example.org`),
      field('telephone1', `+49 30 ${at}`),
      field('birthdate', '1980-05-17T00:00:00Z'),
      field('parentcustomerid', id(at % accounts), ' lookupentity="account"'),
      '</record>',
    );
  parts.push('</records></entity><entity name="account"><records>');
  for (let at = 0; at < accounts; at += 1)
    parts.push(`<record id="${id(at)}">`, field('name', `Account ${at}`), '</record>');
  parts.push('</records></entity></entities>');
  const data = strToU8(parts.join(''));
  return new Uint8Array(
    zipSync({ 'data_schema.xml': strToU8('<entities />'), 'data.xml': data }, { level: 1 }),
  );
}

interface Times {
  readonly read: Timed<unknown>;
  readonly first: Timed<unknown>;
  readonly second: Timed<unknown>;
  readonly out: Timed<unknown>;
}

async function once(root: string): Promise<Times> {
  const dataDir = mkdtempSync(join(tmpdir(), 'haversack-bench-'));
  const built = (name: string): URL => pathToFileURL(join(root, 'dist', 'server', name));
  const database = await openPglite({ dataDir, logger: silentLogger, workerFile: built('pglite-worker.js') });
  const thread = new ReadThread<DataPackage>({ workerFile: built('data-package-worker.js') });
  try {
    await migrate(database);
    await ensureSystemTables(database);
    await importSolutionPath(database, join(root, 'solutions', 'base'));
    await createPeople(database);
    const { current: model } = await createModelHolder(database);
    const read = await timed(() => thread.read(largePackage(), 'large.zip'));
    const load = async (): Promise<number> => {
      const report = await importDataPackage(database, read.result, {
        model,
        principal: await firstAdministrator(database.db, model),
        now: Date.now(),
      });
      if (failedCount(report) > 0) throw new Error(report.failed?.slice(0, 2_000));
      return Object.values(report.tables).reduce((all, one) => all + one.created + one.unchanged, 0);
    };
    const first = await timed(load);
    const second = await timed(load);
    if (first.result !== accounts + contacts || second.result !== first.result)
      throw new Error(`${first.result} and ${second.result} rows`);
    const out = await timed(() => exportDataPackage(database, model, ['account', 'contact'], Date.now()));
    return { read, first, second, out };
  } finally {
    await thread.close();
    await database.close();
    rmSync(dataDir, { recursive: true });
  }
}

/** A package of 100,000 rows, lookups forward, into PGlite on disk; once more; and out again. */
export async function benchData(root: string, runs: number): Promise<readonly Measure[]> {
  const all: Times[] = [];
  for (let run = 0; run < runs; run += 1) all.push(await once(root));
  const measure = (what: string, of: (times: Times) => number): Measure => ({
    what,
    unit: 'ms',
    values: all.map(of),
  });
  return [
    measure('read, in a thread', (one) => one.read.time),
    measure('import into an empty database', (one) => one.first.time),
    measure('longest wait of the event loop meanwhile', (one) => one.first.lag),
    measure('the same again, unchanged', (one) => one.second.time),
    measure('export', (one) => one.out.time),
    measure('longest wait of the event loop meanwhile', (one) => one.out.lag),
  ];
}
