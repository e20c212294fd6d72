import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { openApi, type Api } from './support/api.ts';
import { addressOf, fillColumn, ownedBy, saveForm, serverValue, until, waitForRows } from './support/app.ts';
import { launchBrowser, newPerson, signIn } from './support/browser.ts';
import { untilSynced } from './support/device.ts';
import { salesperson } from './support/people.ts';
import { startProxy, type Passage, type TestProxy } from './support/proxy.ts';
import { startServer, type TestServer } from './support/server.ts';

const pushPath = '/sync/v1/push';
const pullPath = '/sync/v1/pull';

let proxy: TestProxy;
let server: TestServer;
let browser: Browser;
let api: Api;
let page: Page;
let id: string;

beforeAll(async () => {
  proxy = await startProxy();
  server = await startServer({ env: { PUBLIC_URL: proxy.url } });
  proxy.forwardTo(server.port);
  browser = await launchBrowser();
  api = await openApi(proxy.url);
  [id = ''] = await ownedBy(api, 'accounts', 'accountid', salesperson.name, 1);
  const context = await newPerson(browser);
  page = await context.newPage();
  await signIn(page, proxy.url, salesperson.login, salesperson.password);
  await page.goto(addressOf(proxy.url, 'account'));
  await waitForRows(page);
  await untilSynced(page);
});

afterAll(async () => {
  await browser?.close();
  await proxy?.close();
  await server?.dispose();
});

const hung = (path: string): readonly Passage[] =>
  proxy.passages.filter((one) => one.path === path && one.end === 'hung');

describe('a line on which nothing comes back any more, without an error', () => {
  it('is given up: the change arrives once, without a reload, when the line works again', async () => {
    await page.goto(addressOf(proxy.url, 'account', id));
    await fillColumn(page, 'telephone1', '+49 30 555 0303');
    const before = hung(pushPath).length;
    proxy.hang(pushPath, true);
    await saveForm(page);
    await until(
      async () => hung(pushPath).length,
      (count) => count > before,
    );
    await until(
      () => serverValue(api, 'accounts', id, 'telephone1'),
      (value) => value === '+49 30 555 0303',
    );
    const applied = await serverValue(api, 'accounts', id, 'versionnumber');
    await page.locator('hs-sync-footer').getByText('1 waiting').waitFor();
    proxy.hang(pushPath, false);
    await untilSynced(page);
    expect(await serverValue(api, 'accounts', id, 'versionnumber')).toBe(applied);
  });

  it('can be given up by hand after some seconds', async () => {
    const before = hung(pullPath).length;
    proxy.hang(pullPath, true);
    const flyout = page.locator('hs-sync-flyout');
    await page.locator('hs-sync-footer button').click();
    const now = flyout.getByRole('button', { name: 'Sync now' });
    await now.click();
    await until(
      async () => hung(pullPath).length,
      (count) => count > before,
    );
    await flyout.getByText('The server has not answered for some seconds.').waitFor();
    proxy.hang(pullPath, false);
    const since = proxy.passages.length;
    await now.click();
    await until(
      async () => proxy.passages.slice(since).filter((one) => one.path === pullPath && one.end === 'whole'),
      (whole) => whole.length > 0,
      10_000,
    );
    await page.keyboard.press('Escape');
    await untilSynced(page);
  });
});
