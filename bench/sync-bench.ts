import type { Browser } from 'playwright-core';
import type { BenchServer } from './bench-server.ts';
import { bundlePage } from './bundle-page.ts';
import { tables } from './dataset.ts';
import type { Measure } from './measure.ts';
import type { SyncTimes } from './sync-page.ts';

const lines: readonly (readonly [key: string, what: string])[] = [
  ['whole', 'first sync until a sorted query answers'],
  ['serverFirst', 'server alone: to the first byte'],
  ['serverLast', 'server alone: to the last byte'],
  ['deviceStored', 'device alone, the same bytes from memory until they are stored'],
  ['device', 'device alone, the same bytes from memory until a sorted query answers'],
  ['floor', '(a) fetch + parse + packed write of the same bytes'],
  ['dexie', '(b) Dexie: fetch + parse + a record a row'],
  ['pouch', '(b) PouchDB: fetch + parse + a document a row'],
];

/**
 * First sync in a worker of a page that does nothing else, on the server's own origin so that its cookies count. Every measurement
 * begins with an empty database and ends with its deletion; the first round is not counted.
 */
export async function benchSync(
  bench: BenchServer,
  browser: Browser,
  options: { readonly root: string; readonly runs: number },
): Promise<readonly Measure[]> {
  const { url } = bench.server;
  const script = await bundlePage(options.root, 'bench/sync-page.ts');
  const context = await browser.newContext({ serviceWorkers: 'block' });
  try {
    await context.addCookies(await bench.signedIn(browser, bench.reader));
    const body = '<!doctype html><title>Benchmark</title><script src="/bench/page.js"></script>';
    await context.route(`${url}/bench/`, (route) => route.fulfill({ contentType: 'text/html', body }));
    await context.route(`${url}/bench/page.js`, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    );
    const page = await context.newPage();
    await page.goto(`${url}/bench/`);
    const { rows, columns, bytes } = await page.evaluate(
      (table) => globalThis.syncBench.prepare(table),
      tables.account,
    );
    const rounds: SyncTimes[] = [];
    for (let round = 0; round <= options.runs; round += 1) {
      const times = await page.evaluate(() => globalThis.syncBench.round());
      if (round > 0) rounds.push(times);
    }
    const size = `${rows.toLocaleString('en')} rows of ${columns} columns, ${(bytes / rows / 1000).toFixed(2)} kB each`;
    const measured = lines.map(([key, what]): Measure => ({
      what: `${bench.kind}: ${what}${key === 'whole' ? ` (${size})` : ''}`,
      unit: 'ms',
      values: rounds.map((times) => times[key] ?? 0),
    }));
    const ratio = (what: string, over: string, under: string): Measure => ({
      what: `${bench.kind}: ${what}`,
      unit: '×',
      values: rounds.map((times) => (times[over] ?? 0) / (times[under] ?? 1)),
    });
    return [
      ...measured,
      ratio('device alone ÷ (a)', 'device', 'floor'),
      ratio('Dexie ÷ device alone', 'dexie', 'device'),
      ratio('PouchDB ÷ device alone', 'pouch', 'device'),
    ];
  } finally {
    await context.close();
  }
}
