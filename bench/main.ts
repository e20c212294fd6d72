import { parseArgs } from 'node:util';
import { launchBrowser } from '../test/e2e/support/browser.ts';
import { must } from '../src/shared/base/assert.ts';
import { startBenchServer } from './bench-server.ts';
import type { DatabaseKind } from './bench-server.ts';
import { benchData } from './data-bench.ts';
import { benchImport } from './import-bench.ts';
import { describeLoad, describeMachine } from './machine.ts';
import { printTable } from './measure.ts';
import type { Measure } from './measure.ts';
import { benchColdStart, listScripts, measureScripts } from './open-bench.ts';
import { benchPull } from './pull-bench.ts';
import { benchStart } from './start-bench.ts';
import { benchStore } from './store-bench.ts';
import { benchSync } from './sync-bench.ts';
import { benchViews } from './views-bench.ts';

const parts = ['store', 'import', 'data', 'start', 'views', 'sync', 'open', 'pull'] as const;
const databases: readonly DatabaseKind[] = ['pglite', 'postgres'];

function list<T extends string>(text: string | undefined, all: readonly T[], option: string): readonly T[] {
  const names = text?.split(',') ?? all;
  for (const name of names)
    if (!all.some((one) => one === name))
      throw new Error(`--${option} ${name}: choose from ${all.join(', ')}`);
  return all.filter((one) => names.includes(one));
}

function readArguments() {
  const { values } = parseArgs({
    options: { runs: { type: 'string' }, only: { type: 'string' }, database: { type: 'string' } },
  });
  const runs = Number(values.runs ?? 5);
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs ${values.runs}: a whole number from 1`);
  return {
    runs,
    only: list(values.only, parts, 'only'),
    databases: list(values.database, databases, 'database'),
  };
}

const write = (text: string): void => void process.stdout.write(`${text}\n`);
const print = (title: string, measures: readonly Measure[]): void =>
  write(`\n### ${title}\n\n${printTable(measures)}`);

async function main(): Promise<void> {
  const { runs, only, databases: kinds } = readArguments();
  const root = must(process.env['HAVERSACK_ROOT'], 'HAVERSACK_ROOT');
  const chromiumPath = must(process.env['CHROME_PATH'], 'CHROME_PATH');
  const browser = await launchBrowser();
  try {
    write(describeMachine(root, browser.version()));
    if (only.includes('store')) print('Store', await benchStore({ chromiumPath, root, runs }));
    if (only.includes('import')) print('Import of a large solution', await benchImport(root, runs));
    if (only.includes('data')) print('A data package of 100,000 rows', await benchData(root, runs));
    if (only.includes('start')) print('First start', await benchStart(runs));
    if (only.includes('views'))
      print('Views of a million accounts, PostgreSQL', await benchViews(root, runs));
    const onServer = only.some((part) => part === 'sync' || part === 'pull' || part === 'open');
    for (const kind of onServer ? kinds : []) {
      const bench = await startBenchServer({ kind, root, accounts: 10_000, items: 48_000 });
      try {
        if (only.includes('sync'))
          print(`First sync, ${kind}`, await benchSync(bench, browser, { root, runs }));
        if (only.includes('pull')) print(`Pull, ${kind}`, await benchPull(bench, browser, runs));
        // The device opens what it has: which database the server has does not matter.
        if (only.includes('open') && kind === kinds[0]) {
          print('Script', measureScripts(await listScripts(bench, browser)));
          print('Cold start', await benchColdStart(bench, browser, { chromiumPath, runs }));
        }
      } catch (error) {
        write(`The server said:\n${bench.server.output()}`);
        throw error;
      } finally {
        await bench.dispose();
      }
    }
    write(`\nLoad average after: ${describeLoad()}`);
  } finally {
    await browser.close();
  }
}

await main();
