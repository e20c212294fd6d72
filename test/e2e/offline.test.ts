import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserContext, Page } from 'playwright-core';
import { openApi, type Api } from './support/api.ts';
import {
  addressOf,
  fillColumn,
  ownedBy,
  saveForm,
  serverValue,
  shownValue,
  until,
  untilOfflineReady,
  waitForRows,
} from './support/app.ts';
import { newPerson } from './support/browser.ts';
import { salesperson } from './support/people.ts';
import type { TestServer } from './support/server.ts';
import { openStage, openTable, type Stage } from './support/stage.ts';

let stage: Stage;
let server: TestServer;
let api: Api;
let context: BrowserContext;
let page: Page;
let ids: string[];

beforeAll(async () => {
  stage = await openStage();
  ({ server, api } = stage);
  ids = await ownedBy(api, 'accounts', 'accountid', salesperson.name);
  context = await newPerson(stage.browser);
  page = await openTable(context, server.url, salesperson, 'account');
  await waitForRows(page);
  await untilOfflineReady(page);
});

afterAll(() => stage?.close());

async function inFreshTab(address: string, act: (tab: Page) => Promise<void>): Promise<void> {
  const tab = await context.newPage();
  await tab.goto(address);
  await act(tab);
  await tab.close();
}

describe('a day without a network', () => {
  it('opens a list and a form by deep link, keeps an edit over a reload, and sends it later', async () => {
    const id = ids[0] ?? '';
    await context.setOffline(true);
    await page.goto(addressOf(server.url, 'account'));
    expect(await waitForRows(page)).toBeGreaterThan(0);
    await page.goto(addressOf(server.url, 'account', id));
    await fillColumn(page, 'telephone1', '+49 30 555 0101');
    await saveForm(page);
    await page.reload();
    expect(await shownValue(page, 'telephone1')).toBe('+49 30 555 0101');
    await page.getByText('Saved on this device').first().waitFor();
    expect(await serverValue(api, 'accounts', id, 'telephone1')).not.toBe('+49 30 555 0101');
    await context.setOffline(false);
    await until(
      () => serverValue(api, 'accounts', id, 'telephone1'),
      (value) => value === '+49 30 555 0101',
    );
    await page
      .getByText(/^\s*Sent\s*$/)
      .first()
      .waitFor();
    // A worker that started without a network hears of its return through the page.
    await page.locator('hs-sync-footer').getByText('Up to date').waitFor();
  });

  it('makes a new record offline and sends it later', async () => {
    await context.setOffline(true);
    await page.goto(addressOf(server.url, 'account', 'new'));
    await fillColumn(page, 'name', 'Made without a network');
    await saveForm(page);
    await context.setOffline(false);
    const found = await until(
      async () =>
        (await api.get(`accounts?$select=name&$filter=name eq 'Made without a network'`))[
          'value'
        ] as unknown[],
      (rows) => rows.length > 0,
    );
    expect(found).toHaveLength(1);
  });
});

describe('a server that is gone while the network is up', () => {
  it('opens a list, a record and a new one by deep link in a fresh tab, saves, and delivers when it is back', async () => {
    const id = ids[1] ?? '';
    await server.kill();
    await inFreshTab(addressOf(server.url, 'account'), async (tab) => {
      expect(await waitForRows(tab)).toBeGreaterThan(0);
    });
    await inFreshTab(addressOf(server.url, 'account', id), async (tab) => {
      expect(await shownValue(tab, 'name')).not.toBe('');
    });
    await inFreshTab(addressOf(server.url, 'account', 'new'), async (tab) => {
      await fillColumn(tab, 'name', 'Made without a server');
      await saveForm(tab);
    });
    await page.goto(addressOf(server.url, 'account', id));
    await fillColumn(page, 'telephone1', '+49 30 555 0202');
    await saveForm(page);
    await page.goto(addressOf(server.url, 'account'));
    expect(await waitForRows(page)).toBeGreaterThan(0);
    await server.start();
    api = await openApi(server.url);
    await page.reload();
    await until(
      () => serverValue(api, 'accounts', id, 'telephone1'),
      (value) => value === '+49 30 555 0202',
      60_000,
    );
    const made = await until(
      () => api.count('accounts', `name eq 'Made without a server'`),
      (count) => count > 0,
    );
    expect(made).toBe(1);
  });
});

describe('two tabs', () => {
  it('both work offline, one sends, both see the result', async () => {
    const id = ids[2] ?? '';
    const second = await context.newPage();
    await second.goto(addressOf(server.url, 'account', id));
    await page.goto(addressOf(server.url, 'account', id));
    await shownValue(page, 'telephone1');
    await shownValue(second, 'telephone1');
    await context.setOffline(true);
    await fillColumn(page, 'telephone1', '+49 30 555 0303');
    await saveForm(page);
    await until(
      () => shownValue(second, 'telephone1'),
      (value) => value === '+49 30 555 0303',
    );
    await fillColumn(second, 'fax', '+49 30 555 0304');
    await saveForm(second);
    await context.setOffline(false);
    await until(
      () => serverValue(api, 'accounts', id, 'fax'),
      (value) => value === '+49 30 555 0304',
    );
    expect(await serverValue(api, 'accounts', id, 'telephone1')).toBe('+49 30 555 0303');
    await second.getByText('Up to date').first().waitFor();
    await page.getByText('Up to date').first().waitFor();
    await second.close();
  });
});
