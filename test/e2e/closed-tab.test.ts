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
} from './support/app.ts';
import { newPerson } from './support/browser.ts';
import { untilSynced } from './support/device.ts';
import { salesperson } from './support/people.ts';
import type { TestServer } from './support/server.ts';
import { openStage, openTable, type Stage } from './support/stage.ts';

let stage: Stage;
let server: TestServer;
let browser: Browser;
let api: Api;
let ids: string[];

beforeAll(async () => {
  stage = await openStage();
  ({ server, browser, api } = stage);
  ids = await ownedBy(api, 'accounts', 'accountid', salesperson.name);
});

afterAll(() => stage?.close());

/** Background Sync is not in TypeScript's library yet: https://wicg.github.io/background-sync/spec/ */
type WithSync = ServiceWorkerRegistration & { readonly sync?: { getTags(): Promise<string[]> } };

/** As Firefox and Safari are: https://caniuse.com/background-sync. Only pages ask for a sync, the worker answers one. */
function removeBackgroundSync(): void {
  Reflect.deleteProperty(ServiceWorkerRegistration.prototype, 'sync');
  Reflect.deleteProperty(globalThis, 'SyncManager');
}

/** A device with the record open, everything fetched, and the shell there for a start without a network. */
async function openRecord(context: BrowserContext, id: string): Promise<Page> {
  const page = await openTable(context, server.url, salesperson, 'account', id);
  await shownValue(page, 'telephone1');
  await untilOfflineReady(page);
  await untilSynced(page);
  return page;
}

/** Saves without a network. */
async function saveOffline(page: Page, telephone: string): Promise<void> {
  await page.context().setOffline(true);
  await fillColumn(page, 'telephone1', telephone);
  await saveForm(page);
}

/** Closes the tab, then the network is back. */
async function closeAndReconnect(page: Page): Promise<void> {
  const context = page.context();
  // Another site's tab stays open: Playwright lifts its offline emulation only through a living page.
  await context.newPage();
  await page.close();
  await context.setOffline(false);
}

describe('changes of a tab that is closed without a network', () => {
  it('leave by background sync, or with the next start where there is none', async () => {
    const [there = '', missing = ''] = ids;
    const withSync = await newPerson(browser);
    const withoutSync = await newPerson(browser);
    await withoutSync.addInitScript(removeBackgroundSync);
    const page = await openRecord(withSync, there);
    const other = await openRecord(withoutSync, missing);
    expect(await other.evaluate(async () => 'sync' in (await navigator.serviceWorker.ready))).toBe(false);

    await saveOffline(other, '+49 30 555 0505');
    await saveOffline(page, '+49 30 555 0404');
    await page.waitForFunction(async () => {
      const registration = (await navigator.serviceWorker.ready) as WithSync;
      return ((await registration.sync?.getTags()) ?? []).length > 0;
    });
    await closeAndReconnect(other);
    await closeAndReconnect(page);
    await until(
      () => serverValue(api, 'accounts', there, 'telephone1'),
      (value) => value === '+49 30 555 0404',
      30_000,
    );

    // The same browser woke one worker up; the other one has nothing to wake up for.
    const [worker] = withoutSync.serviceWorkers();
    const tags = await worker?.evaluate(async () => {
      const { registration } = globalThis as unknown as { registration: WithSync };
      return registration.sync?.getTags();
    });
    expect(tags).toEqual([]);
    expect(await serverValue(api, 'accounts', missing, 'telephone1')).not.toBe('+49 30 555 0505');

    const again = await withoutSync.newPage();
    await again.goto(addressOf(server.url, 'account'));
    await until(
      () => serverValue(api, 'accounts', missing, 'telephone1'),
      (value) => value === '+49 30 555 0505',
    );
    await untilSynced(again);
  });
});
