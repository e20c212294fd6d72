import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext } from 'playwright-core';
import { addressOf, untilOfflineReady, waitForRows } from '../test/e2e/support/app.ts';
import { formFactors } from '../test/e2e/support/browser.ts';
import type { BenchServer } from './bench-server.ts';
import { apps, tables } from './dataset.ts';
import { openAndTime } from './first-row.ts';
import type { Measure } from './measure.ts';

function listOf(bench: BenchServer): string {
  return addressOf(bench.server.url, tables.account, undefined, apps.accounts.name);
}

/** A page of its own at an address, perhaps on a slower processor; the time to its first row. */
async function timePage(context: BrowserContext, address: string, slowdown = 1): Promise<number> {
  const page = await context.newPage();
  try {
    if (slowdown > 1) {
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    }
    return await openAndTime(page, address);
  } finally {
    await page.close();
  }
}

/**
 * The server is killed and the browser started anew before each run: service worker, database and code come from the
 * disk. The same address is then opened twice more in that browser: as it is, and with a slower processor.
 */
export async function benchColdStart(
  bench: BenchServer,
  browser: Browser,
  options: { readonly chromiumPath: string; readonly runs: number },
): Promise<readonly Measure[]> {
  const cookies = await bench.signedIn(browser, bench.reader);
  const address = listOf(bench);
  const profile = mkdtempSync(join(tmpdir(), 'haversack-bench-'));
  const launch = (): Promise<BrowserContext> =>
    chromium.launchPersistentContext(profile, {
      executablePath: options.chromiumPath,
      args: [
        '--no-sandbox',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
      ],
      ...formFactors.desktop,
    });
  try {
    const first = await launch();
    await first.addCookies(cookies);
    const page = await first.newPage();
    await page.goto(address);
    await waitForRows(page);
    await untilOfflineReady(page);
    await page.getByText('Up to date').first().waitFor({ timeout: 60_000 });
    // The store's own maintenance comes a second after the last write.
    await delay(3000);
    await first.close();
    await bench.server.kill();

    const cold: number[] = [];
    const again: number[] = [];
    const slow: number[] = [];
    for (let run = 0; run <= options.runs; run += 1) {
      const context = await launch();
      await delay(500);
      const times = [
        await timePage(context, address),
        await timePage(context, address),
        await timePage(context, address, 4),
      ];
      await context.close();
      // The first run is not counted: the browser stores compiled code at the second use.
      if (run === 0) continue;
      cold.push(times[0] ?? Number.NaN);
      again.push(times[1] ?? Number.NaN);
      slow.push(times[2] ?? Number.NaN);
    }
    return [
      { what: 'cold start offline to a painted grid, browser just started', unit: 'ms', values: cold },
      { what: 'the same, in a new tab of a running browser', unit: 'ms', values: again },
      { what: 'the same, page at 4 × CPU throttle', unit: 'ms', values: slow },
    ];
  } finally {
    rmSync(profile, { recursive: true, force: true });
    await bench.server.start();
  }
}

interface Script {
  readonly name: string;
  readonly transferred: number;
  readonly gzip: number;
}

/** Scripts asked for by page and data worker until the first row is painted, from an empty cache. */
export async function listScripts(bench: BenchServer, browser: Browser): Promise<readonly Script[]> {
  const cookies = await bench.signedIn(browser, bench.reader);
  const context = await browser.newContext({ ...formFactors.desktop, serviceWorkers: 'block' });
  try {
    await context.addCookies(cookies);
    const page = await context.newPage();
    const asked = new Map<string, Promise<number>>();
    page.on('requestfinished', (request) => {
      const isScript = request.resourceType() === 'script' || new URL(request.url()).pathname.endsWith('.js');
      if (isScript)
        asked.set(
          request.url(),
          request.sizes().then((sizes) => sizes.responseBodySize),
        );
    });
    await openAndTime(page, listOf(bench));
    const found = [...asked];
    return await Promise.all(
      found.map(async ([url, size]): Promise<Script> => {
        const body = new Uint8Array(await (await fetch(url)).arrayBuffer());
        return {
          name: new URL(url).pathname.split('/').at(-1) ?? url,
          transferred: await size,
          gzip: gzipSync(body, { level: 9 }).length,
        };
      }),
    );
  } finally {
    await context.close();
  }
}

/** Sizes of {@link listScripts} as lines of the result; files of 5 kB and more by name, largest first. */
export function measureScripts(scripts: readonly Script[]): readonly Measure[] {
  const sum = (of: (script: Script) => number): number =>
    scripts.reduce((total, script) => total + of(script), 0) / 1000;
  return [
    {
      what: `script for the first grid, gzip level 9, ${scripts.length} files`,
      unit: 'kB',
      values: [sum((script) => script.gzip)],
    },
    { what: 'the same, as the server sent it', unit: 'kB', values: [sum((script) => script.transferred)] },
    ...[...scripts]
      .filter((script) => script.gzip >= 5000)
      .sort((a, b) => b.gzip - a.gzip)
      .map((script): Measure => ({
        what: `— ${script.name}, gzip`,
        unit: 'kB',
        values: [script.gzip / 1000],
      })),
  ];
}
