import type { BrowserContext, Page } from 'playwright-core';
import { addressOf, fillColumn, saveForm, waitForRows } from './support/app.ts';

/** What a state needs: the server's address, a record of the person's own, and how to make the server refuse a change. */
export interface StatePlace {
  readonly url: string;
  readonly account: string;
  /** Another of the person's own accounts, each time; the server loses it. */
  takeAccount(): string;
  deleteOnServer(account: string): Promise<void>;
}

export interface State {
  readonly name: string;
  open(page: Page, context: BrowserContext): Promise<unknown>;
}

const settle = (page: Page, milliseconds = 600): Promise<void> => page.waitForTimeout(milliseconds);

/** What pages look like between two clicks: menus, questions, faults, and everything that happens without a network. */
export function states(place: StatePlace): readonly State[] {
  const { url } = place;
  const list = async (page: Page, query = ''): Promise<void> => {
    await page.goto(addressOf(url, 'account') + query);
    await waitForRows(page);
  };
  const record = async (page: Page, id = place.account): Promise<void> => {
    await page.goto(addressOf(url, 'account', id));
    await page.locator('hs-record-form').waitFor({ timeout: 30_000 });
    await settle(page);
  };
  const press = (page: Page, name: string | RegExp): Promise<void> =>
    page.getByRole('button', { name }).first().click();
  const openLookup = async (page: Page): Promise<void> => {
    const input = page.locator('[data-column="primarycontactid"] input').first();
    await input.scrollIntoViewIfNeeded();
    await input.click();
    await input.fill('an');
    await settle(page, 1000);
  };
  const saveOffline = async (page: Page, context: BrowserContext, id?: string): Promise<void> => {
    await record(page, id);
    await context.setOffline(true);
    await fillColumn(page, 'telephone1', `+49 30 ${Date.now() % 1_000_000}`);
    await saveForm(page);
    await settle(page, 1500);
  };
  return [
    { name: 'find', open: (page) => list(page, '?q=an') },
    {
      name: 'find-nothing',
      open: async (page) => {
        await page.goto(`${addressOf(url, 'account')}?q=zzqx`);
        await page.locator('hs-view-grid hs-empty-state').waitFor();
      },
    },
    {
      name: 'views',
      open: async (page) => {
        await list(page);
        await page.locator('hs-view-page .switcher button').click();
      },
    },
    {
      name: 'navigation',
      open: async (page) => {
        await list(page);
        const button = page.getByRole('button', { name: 'Navigation', exact: true });
        if (await button.isVisible()) await button.click();
      },
    },
    {
      name: 'form-invalid',
      open: async (page) => {
        await page.goto(addressOf(url, 'account', 'new'));
        await page.locator('hs-record-form').waitFor();
        await press(page, /^Save$/);
      },
    },
    {
      name: 'form-dirty',
      open: async (page) => {
        await record(page);
        await fillColumn(page, 'name', 'A name that nobody has saved yet');
      },
    },
    {
      name: 'leave-question',
      open: async (page) => {
        await record(page);
        await fillColumn(page, 'name', 'A name that nobody has saved yet');
        await press(page, 'Back to the list');
      },
    },
    {
      name: 'delete-question',
      open: async (page) => {
        await record(page);
        await press(page, /^Delete$/);
      },
    },
    {
      name: 'lookup',
      open: async (page) => {
        await record(page);
        await openLookup(page);
      },
    },
    {
      name: 'date-picker',
      open: async (page) => {
        await page.goto(addressOf(url, 'task', 'new'));
        const input = page.locator('hs-record-form vaadin-date-picker input').first();
        await input.scrollIntoViewIfNeeded();
        await input.click();
        await settle(page, 1000);
      },
    },
    {
      name: 'record-missing',
      open: async (page) => {
        await page.goto(addressOf(url, 'account', '11111111-1111-4111-8111-111111111111'));
        await page.getByText('not found').first().waitFor();
      },
    },
    {
      name: 'offline-record',
      open: (page, context) => saveOffline(page, context),
    },
    {
      name: 'offline-flyout',
      open: async (page, context) => {
        await saveOffline(page, context);
        await press(page, /^Sync status/);
        await settle(page);
      },
    },
    {
      name: 'sign-out-question',
      open: async (page, context) => {
        await saveOffline(page, context);
        await press(page, /^Account:/);
        await page.getByText('Sign out', { exact: true }).click();
        await settle(page);
      },
    },
    {
      name: 'refused-outbox',
      open: async (page, context) => {
        const account = place.takeAccount();
        await saveOffline(page, context, account);
        await place.deleteOnServer(account);
        await context.setOffline(false);
        await page.goto(addressOf(url, 'outbox'));
        await page.getByText('your decision is needed').waitFor({ timeout: 30_000 });
      },
    },
    {
      name: 'update-bar',
      open: async (page) => {
        await list(page);
        await page.evaluate(() =>
          (
            document.querySelector('hs-app') as unknown as { offerUpdate(update: { apply(): void }): void }
          ).offerUpdate({ apply: () => undefined }),
        );
      },
    },
  ];
}
