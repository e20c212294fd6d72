import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openApi, type Api } from './support/api.ts';
import { addressOf, fillColumn, saveForm, until, untilOfflineReady } from './support/app.ts';
import { launchBrowser, newPerson, signIn } from './support/browser.ts';
import { salesperson } from './support/people.ts';
import { startServer, type TestServer } from './support/server.ts';
import { importSolution } from './support/solutions.ts';
import { corpusNote, hasCorpus, inCorpus } from '../support/corpus.ts';

const solution = (name: string): string => inCorpus('solutions', name);

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let api: Api;

describe.skipIf(!hasCorpus)(`a solution of somebody else${corpusNote}`, () => {
  beforeAll(async () => {
    server = await startServer();
    browser = await launchBrowser();
    api = await openApi(server.url);
    context = await newPerson(browser);
    page = await context.newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });

  it('PermitManagement: imported while the server runs, opened, used offline, synced', async () => {
    expect(await importSolution(server, solution('PermitManagement_1_0_0_3.zip'))).toContain(
      'PermitManagement',
    );
    await signIn(page, server.url, salesperson.login, salesperson.password);
    await page.goto(server.url);
    await page.getByText('Permit Management').first().click();
    await page.waitForURL(/\/app\/contoso_PermitManagement/i);
    await untilOfflineReady(page);
    await page.goto(addressOf(server.url, 'contoso_permittype', 'new', 'contoso_PermitManagement'));
    await context.setOffline(true);
    await fillColumn(page, 'contoso_name', 'Demolition');
    await saveForm(page);
    await page.goto(addressOf(server.url, 'contoso_permittype', undefined, 'contoso_PermitManagement'));
    await page.locator('hs-view-grid').getByText('Demolition').first().waitFor();
    await context.setOffline(false);
    const rows = await until(
      async () =>
        (await api.get(`contoso_permittypes?$select=contoso_name&$filter=contoso_name eq 'Demolition'`))[
          'value'
        ] as unknown[],
      (found) => found.length > 0,
    );
    expect(rows).toHaveLength(1);
  });

  it('BusinessApprovalKit: unpacked by its own tool, opened, used offline, synced', async () => {
    expect(await importSolution(server, solution('BusinessApprovalKit.unpacked.zip'))).toContain(
      'BusinessApproval',
    );
    await page.goto(server.url);
    await page.getByText('Business Approval Management').first().click();
    await page.waitForURL(/\/app\/cat_BusinessApprovalManagement/i);
    await page.goto(
      addressOf(server.url, 'cat_businessapprovalprocess', 'new', 'cat_BusinessApprovalManagement'),
    );
    await context.setOffline(true);
    await fillColumn(page, 'cat_name', 'Travel request');
    await saveForm(page);
    await context.setOffline(false);
    const rows = await until(
      async () =>
        (
          await api.get(`cat_businessapprovalprocesses?$select=cat_name&$filter=cat_name eq 'Travel request'`)
        )['value'] as unknown[],
      (found) => found.length > 0,
    );
    expect(rows).toHaveLength(1);
  });
});
