import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Api } from './support/api.ts';
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
import { enterPassword, newPerson, signIn } from './support/browser.ts';
import { untilSynced } from './support/device.ts';
import { salesperson, salespersonElsewhere, withoutRole } from './support/people.ts';
import type { TestServer } from './support/server.ts';
import { openStage, openTable, type Stage } from './support/stage.ts';

let stage: Stage;
let server: TestServer;
let browser: Browser;
let api: Api;

beforeAll(async () => {
  stage = await openStage();
  ({ server, browser, api } = stage);
});

afterAll(() => stage?.close());

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account:/ }).click();
  await page.getByText('Sign out', { exact: true }).click();
}

async function databaseNames(page: Page): Promise<string[]> {
  return page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name ?? ''));
}

async function openSales(
  context: BrowserContext,
  person: { login: string; password: string },
): Promise<Page> {
  const page = await openTable(context, server.url, person, 'account');
  await waitForRows(page);
  return page;
}

describe('a person without any role', () => {
  it('sees no app and whom to ask', async () => {
    const context = await newPerson(browser, 'phone');
    const page = await context.newPage();
    await signIn(page, server.url, withoutRole.login, withoutRole.password);
    await page
      .getByText("Contact your administrator for access to your organization's mobile apps")
      .waitFor();
    await context.close();
  });
});

describe('sign-in', () => {
  it('refuses a wrong password in words', async () => {
    const context = await newPerson(browser);
    const page = await context.newPage();
    await page.goto(`${server.url}/auth/login?returnTo=/`);
    await page.fill('input[name=login]', salesperson.login);
    await page.fill('input[name=password]', 'wrong');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').first().waitFor();
    await context.close();
  });
});

describe('sign-out', () => {
  it('wipes the data of the device when nothing waits', async () => {
    const context = await newPerson(browser);
    const page = await openSales(context, salesperson);
    expect((await databaseNames(page)).some((name) => name.startsWith('haversack-'))).toBe(true);
    await signOut(page);
    await page.waitForURL((address) => !address.pathname.startsWith('/app/'));
    await until(
      () => databaseNames(page),
      (names) => !names.some((name) => /^haversack-[0-9a-f]{8}/.test(name)),
    );
    await context.close();
  });

  it('says how many changes wait and keeps everything when the person stays', async () => {
    const context = await newPerson(browser);
    const page = await openSales(context, salesperson);
    await untilOfflineReady(page);
    const [id = ''] = await ownedBy(api, 'accounts', 'accountid', salesperson.name);
    await page.goto(addressOf(server.url, 'account', id));
    await context.setOffline(true);
    await fillColumn(page, 'fax', '+49 1');
    await saveForm(page);
    await signOut(page);
    await page.getByText('Unsent changes').waitFor();
    await page
      .getByRole('button', { name: /Stay signed in|Cancel/ })
      .first()
      .click();
    await context.setOffline(false);
    await until(
      () => serverValue(api, 'accounts', id, 'fax'),
      (value) => value === '+49 1',
    );
    await context.close();
  });
});

/** Ends the person's session on the server; the browser is told nothing and keeps its cookie. */
async function endSession(context: BrowserContext): Promise<void> {
  const cookies = (await context.cookies()).map((one) => `${one.name}=${one.value}`).join('; ');
  const answer = await fetch(`${server.url}/auth/logout`, {
    method: 'POST',
    headers: { cookie: cookies, origin: server.url, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(answer.ok).toBe(true);
}

describe('a session that has ended', () => {
  it('keeps what waits, asks to sign in, and sends it after that', async () => {
    const context = await newPerson(browser);
    const page = await openSales(context, salesperson);
    await untilOfflineReady(page);
    const [id = ''] = await ownedBy(api, 'accounts', 'accountid', salesperson.name, 1);
    await page.goto(addressOf(server.url, 'account', id));
    await fillColumn(page, 'fax', '+49 3 waits for a sign-in');
    await endSession(context);
    await saveForm(page);
    await page.getByText('Your session has ended').waitFor();

    await page.reload();
    await page.getByText('Your session has ended').waitFor();
    expect(await shownValue(page, 'fax')).toBe('+49 3 waits for a sign-in');
    await page.locator('hs-sync-footer').getByText('1 waiting').waitFor();
    expect(await serverValue(api, 'accounts', id, 'fax')).not.toBe('+49 3 waits for a sign-in');

    await page.locator('hs-sign-in-bar').getByRole('button', { name: 'Sign in' }).click();
    await enterPassword(page, salesperson.login, salesperson.password);
    await page.waitForURL(addressOf(server.url, 'account', id));
    await until(
      () => serverValue(api, 'accounts', id, 'fax'),
      (value) => value === '+49 3 waits for a sign-in',
    );
    await untilSynced(page);
    expect(await page.getByText('Your session has ended').count()).toBe(0);
    await context.close();
  });
});

describe('another person on the same device', () => {
  it('sees nothing of the first one and sends nothing of theirs', async () => {
    const context = await newPerson(browser);
    const page = await openSales(context, salesperson);
    await untilOfflineReady(page);
    const [id = ''] = await ownedBy(api, 'accounts', 'accountid', salesperson.name, 1);
    await page.goto(addressOf(server.url, 'account', id));
    await context.setOffline(true);
    await fillColumn(page, 'fax', '+49 2 waits for Jonas');
    await saveForm(page);
    // The session ends elsewhere; on this device somebody else signs in.
    await context.clearCookies();
    await context.setOffline(false);
    await page.close();
    const other = await openSales(context, salespersonElsewhere);
    await other.getByText(/^\d+ waiting$/).waitFor({ state: 'hidden' });
    await other.goto(addressOf(server.url, 'account', id));
    await other.getByText('not found').waitFor();
    const name = String(await serverValue(api, 'accounts', id, 'name'));
    await other.goto(`${addressOf(server.url, 'account')}?q=${encodeURIComponent(name)}`);
    await other.getByText('Nothing found for').waitFor();
    expect(await serverValue(api, 'accounts', id, 'fax')).not.toBe('+49 2 waits for Jonas');
    await context.clearCookies();
    await other.close();
    await openSales(context, salesperson);
    await until(
      () => serverValue(api, 'accounts', id, 'fax'),
      (value) => value === '+49 2 waits for Jonas',
      30_000,
    );
    await context.close();
  });
});
