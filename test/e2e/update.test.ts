import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { addressOf, fillColumn, shownValue, untilOfflineReady, waitForRows } from './support/app.ts';
import { launchBrowser, newPerson, signIn } from './support/browser.ts';
import { salesperson } from './support/people.ts';
import { startServer, type TestServer } from './support/server.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** A copy of the built project, so that its app can be replaced by a later version while the server runs. */
const copy = join(root, 'node_modules', '.cache', 'haversack-update-test');

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  symlinkSync(join(root, 'solutions'), join(copy, 'solutions'));
  server = await startServer({ program: join(copy, 'dist', 'server', 'main.js') });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.dispose();
  rmSync(copy, { recursive: true, force: true });
});

/** Puts a later version in place: another page, one lazy chunk less, a worker that precaches this. The chunk's path. */
function deployNextVersion(): string {
  const page = join(copy, 'dist', 'app', 'index.html');
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace('</head>', '<meta name="test-version" content="2" /></head>'),
  );
  const worker = join(copy, 'dist', 'app', 'service-worker.js');
  const text = readFileSync(worker, 'utf8');
  const next = text.replace(
    /"revision":"[0-9a-f]+","url":"\/index\.html"/,
    '"revision":"next","url":"/index.html"',
  );
  expect(next).not.toBe(text);
  const assets = join(copy, 'dist', 'app', 'assets');
  const names = readdirSync(assets).filter((name) => name.startsWith('outbox-page-'));
  const chunk = `/assets/${names.find((name) => name.endsWith('.js'))}`;
  const without = next.replace(`{"revision":null,"url":"${chunk}"},`, '');
  expect(without).not.toBe(next);
  writeFileSync(worker, without);
  for (const name of names) rmSync(join(assets, name));
  return chunk;
}

const isNext = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.querySelector('meta[name=test-version]') !== null);

describe('a new version of the app', () => {
  it('waits for the person, reloads tabs that may be, and never one with unsaved input', async () => {
    const context = await newPerson(browser);
    const reading = await context.newPage();
    await signIn(reading, server.url, salesperson.login, salesperson.password);
    await reading.goto(addressOf(server.url, 'account'));
    await waitForRows(reading);
    await untilOfflineReady(reading);
    // Tabs that were opened under a worker, as all but the very first are.
    await reading.reload();
    await waitForRows(reading);
    const typing = await context.newPage();
    await typing.goto(addressOf(server.url, 'account', 'new'));
    await fillColumn(typing, 'name', 'Typed before the update');

    const chunk = deployNextVersion();
    await reading.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
    });
    await reading.getByRole('button', { name: 'Update now' }).waitFor();
    expect(await isNext(reading)).toBe(false);

    await reading.getByRole('button', { name: 'Update now' }).click();
    await reading.waitForFunction(() => document.querySelector('meta[name=test-version]') !== null);
    await waitForRows(reading);

    await typing.getByRole('button', { name: 'Update now' }).waitFor();
    expect(await isNext(typing)).toBe(false);
    expect(await shownValue(typing, 'name')).toBe('Typed before the update');
    // It can still open what it had not opened yet, though neither the server nor the new version has it.
    expect((await context.request.get(`${server.url}${chunk}`)).status()).toBe(404);
    const answered = await typing.evaluate(
      // The browser's own cache has it as well, for as long as it likes: it is not asked.
      async (path) => (await fetch(path, { cache: 'no-store' })).status,
      chunk,
    );
    expect(answered).toBe(200);
    await context.close();
  });
});
