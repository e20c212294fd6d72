import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import { bundlePage } from './bundle-page.ts';
import type { Measure } from './measure.ts';
import type { StoreTimes } from './store-page.ts';

export interface StoreBenchOptions {
  readonly chromiumPath: string;
  /** Folder of the project, where the pages are bundled from. */
  readonly root: string;
  /** Measured rounds after one that is not counted. Default 5. */
  readonly runs?: number;
  /** Default 10,000. */
  readonly rows?: number;
}

/**
 * The store in real Chromium beside a record a row in Dexie and PouchDB: the same rows, one page, one run. And the time
 * from a save until a hundred live queries are answered, through the data worker.
 */
export async function benchStore(options: StoreBenchOptions): Promise<readonly Measure[]> {
  const { runs = 5, rows = 10_000 } = options;
  const server = await serve(await bundles(options.root));
  const browser = await chromium.launch({
    executablePath: options.chromiumPath,
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const rounds: StoreTimes[] = [];
    for (let round = 0; round <= runs; round += 1) {
      const times = await page.evaluate((count) => globalThis.runStoreBench(count), rows);
      if (round > 0) rounds.push(times);
    }
    return Object.keys(rounds[0] ?? {}).map((what) => ({
      what: `${what} (${rows.toLocaleString('en')} rows of 25 columns)`,
      unit: 'ms',
      values: rounds.map((times) => times[what] ?? 0),
    }));
  } finally {
    await browser.close();
    server.close();
  }
}

async function bundles(root: string): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['/page.js', await bundlePage(root, 'bench/store-page.ts')],
    ['/worker.js', await bundlePage(root, 'src/data/worker/data-worker.ts')],
  ]);
}

/** Loopback counts as a secure context, which Web Locks and cryptography need. */
async function serve(files: ReadonlyMap<string, string>) {
  const server = createServer((request, response) => {
    const script = files.get(request.url ?? '');
    if (script !== undefined) response.setHeader('content-type', 'text/javascript').end(script);
    else if (request.url === '/')
      response.setHeader('content-type', 'text/html').end('<script type="module" src="/page.js"></script>');
    else response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
