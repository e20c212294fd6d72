import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openApi, type Api } from './support/api.ts';
import {
  addressOf,
  ownedBy,
  saveForm,
  serverValue,
  shownValue,
  until,
  untilOfflineReady,
  waitForRows,
} from './support/app.ts';
import { launchBrowser, newPerson, signIn } from './support/browser.ts';
import { salesperson } from './support/people.ts';
import { startServer, type TestServer } from './support/server.ts';

let server: TestServer;
let browser: Browser;
let api: Api;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  api = await openApi(server.url);
  context = await newPerson(browser);
  page = await context.newPage();
  await signIn(page, server.url, salesperson.login, salesperson.password);
  await page.goto(addressOf(server.url, 'account'));
  await waitForRows(page);
  await untilOfflineReady(page);
});

afterAll(async () => {
  await browser?.close();
  await server?.dispose();
});

const contacts = async (): Promise<{ contactid: string }[]> =>
  (await api.get(`contacts?$select=contactid&$filter=lastname eq 'Neuling'`))['value'] as {
    contactid: string;
  }[];

describe('a record made from a lookup, without a network', () => {
  it('is chosen at once, and goes to the server before the record that points at it', async () => {
    const [id = ''] = await ownedBy(api, 'accounts', 'accountid', salesperson.name, 1);
    await context.setOffline(true);
    await page.goto(addressOf(server.url, 'account', id));
    const lookup = page.locator('[data-column="primarycontactid"] input').first();
    await lookup.fill('Ada Neuling');
    await page.getByRole('option', { name: 'New Contact' }).click();
    const dialog = page.getByRole('dialog', { name: 'New Contact' });
    const field = (column: string) => dialog.locator(`[data-column="${column}"] input`).first();
    await field('firstname').waitFor();
    expect(await field('firstname').inputValue()).toBe('Ada');
    expect(await field('lastname').inputValue()).toBe('Neuling');
    await field('jobtitle').fill('Engineer');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await until(
      () => shownValue(page, 'primarycontactid'),
      (value) => value === 'Ada Neuling',
    );
    await saveForm(page);
    await page.reload();
    await until(
      () => shownValue(page, 'primarycontactid'),
      (value) => value === 'Ada Neuling',
    );
    expect(await contacts()).toEqual([]);

    await context.setOffline(false);
    const [made] = await until(contacts, (rows) => rows.length > 0);
    await until(
      () => serverValue(api, 'accounts', id, '_primarycontactid_value'),
      (value) => value === made?.contactid,
    );
    expect(await contacts()).toHaveLength(1);
    expect(await serverValue(api, 'contacts', made?.contactid ?? '', 'jobtitle')).toBe('Engineer');
  });

  it('shows money with its sign, which a new record has from the start', async () => {
    await context.setOffline(true);
    await page.goto(addressOf(server.url, 'opportunity', 'new'));
    const money = page.locator('[data-column="budgetamount"] vaadin-text-field').first();
    await money.waitFor();
    expect(await money.innerText()).toContain('€');
    await page.goto(addressOf(server.url, 'opportunity'));
    await waitForRows(page);
    expect(await page.getByText(/^[€$£]\d/).count()).toBeGreaterThan(0);
    await context.setOffline(false);
  });
});
