import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { until } from './support/app.ts';
import { newPerson, signIn, type FormFactor } from './support/browser.ts';
import { administrator, salesperson } from './support/people.ts';
import { openStage, type Stage } from './support/stage.ts';

let stage: Stage;
let admin: Page;

beforeAll(async () => {
  stage = await openStage();
  admin = await (await newPerson(stage.browser)).newPage();
  await signIn(admin, stage.server.url, administrator.login, administrator.password);
});

afterAll(() => stage?.close());

const choice = (label: string) => admin.getByRole('combobox', { name: `${label} on phones and tablets` });

async function decide(label: string, use: string): Promise<void> {
  await admin.goto(`${stage.server.url}/admin/tables`);
  await choice(label).selectOption(use);
  await admin.getByText(`${label} on phones and tablets:`).first().waitFor();
}

/** A page of a new device of the salesperson, on the list of a table. */
async function openList(device: FormFactor, table: string): Promise<Page> {
  const page = await (await newPerson(stage.browser, device)).newPage();
  await signIn(page, stage.server.url, salesperson.login, salesperson.password);
  await page.goto(`${stage.server.url}/app/haversack_sales/${table}`);
  return page;
}

const newRow = (page: Page) => page.locator('hs-view-page').getByRole('button', { name: /^New/ });

describe('what tables are on phones and tablets', () => {
  it('e-mails are read-only on a tablet as the bundled solution says, and leads are not', async () => {
    const tablet = await openList('tablet', 'lead');
    await newRow(tablet).first().waitFor();
    await tablet.goto(`${stage.server.url}/app/haversack_sales/email`);
    await tablet.locator('hs-view-grid').waitFor();
    expect(await newRow(tablet).count()).toBe(0);
    await tablet.context().close();
  });

  it('an administrator makes leads read-only there; desktops go on writing', async () => {
    await decide('Lead', 'read-only');
    const tablet = await openList('tablet', 'lead');
    await tablet.locator('hs-view-grid').waitFor();
    expect(await newRow(tablet).count()).toBe(0);
    await tablet.context().close();
    const desktop = await openList('desktop', 'lead');
    await newRow(desktop).first().waitFor();
    await desktop.context().close();
  });

  it('what is not shown is absent from the navigation of a phone', async () => {
    await decide('Lead', 'hidden');
    const phone = await openList('phone', 'account');
    await phone.locator('hs-view-page').waitFor();
    const carried = await until(
      () =>
        phone.evaluate(async () => {
          const answer = await fetch('/app/v1/apps', { headers: { 'x-form-factor': 'phone' } });
          const { apps } = (await answer.json()) as { apps: { uniqueName: string; packageHash: string }[] };
          const sales = apps.find((one) => one.uniqueName === 'haversack_sales');
          const found = await fetch(`/app/v1/packages/haversack_sales/${sales?.packageHash ?? ''}`, {
            headers: { 'x-form-factor': 'phone' },
          });
          return ((await found.json()) as { carried: string[] }).carried;
        }),
      (names) => names.length > 0,
    );
    expect(carried).toContain('account');
    expect(carried).not.toContain('lead');
    await phone.goto(`${stage.server.url}/app/haversack_sales/lead`);
    await phone.getByText('This list is not part of the app').waitFor();
    await phone.context().close();
    await decide('Lead', 'editable');
  });
});
