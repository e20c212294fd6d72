import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { corpusNote, hasCorpus, inCorpus } from '../support/corpus.ts';
import { openApi, type Api } from './support/api.ts';
import {
  AppTour,
  listApps,
  offerAll,
  offeringAll,
  packageOf,
  rowsToOpen,
  type Tour,
} from './support/app-tour.ts';
import { launchBrowser, newPerson, signIn } from './support/browser.ts';
import { addInspector } from './support/inspector.ts';
import { administrator } from './support/people.ts';
import { startServer, type TestServer } from './support/server.ts';
import { importSolution } from './support/solutions.ts';

const bundled = ['haversack_contacts', 'haversack_sales', 'haversack_service'];
const imported = [
  'cat_BusinessApprovalManagement',
  'contoso_PermitManagement',
  'cttech_InternalPurchaseRequisitionFormsV',
];
const files = ['PermitManagement_1_0_0_3.zip', 'BusinessApprovalKit.unpacked.zip', 'PurchaseRequisition.zip'];

const seen = new Set<string>();
let server: TestServer;
let browser: Browser;
let page: Page;
let api: Api;

beforeAll(async () => {
  server = await startServer();
  if (hasCorpus) for (const file of files) await importSolution(server, inCorpus('solutions', file));
  browser = await launchBrowser();
  api = await openApi(server.url);
  const context = await newPerson(browser);
  page = await context.newPage();
  await addInspector(page);
  await offerAll(page);
  await signIn(page, server.url, administrator.login, administrator.password);
});

afterAll(async () => {
  await browser?.close();
  await server?.dispose();
});

/** Every form and view of the app, one after another, without loading the page again. */
async function tour(name: string): Promise<Tour> {
  const app = offeringAll(await packageOf(page, server.url, name));
  return new AppTour(page, app, await rowsToOpen(api, app), seen).run();
}

describe('every form and view', () => {
  it('is of one of these apps', async () => {
    const names = (await listApps(page, server.url)).map((app) => app.uniqueName).sort();
    expect(names).toEqual([...bundled, ...(hasCorpus ? imported : [])].sort());
  });

  it.each(bundled)('of the bundled app %s opens', async (name) => {
    const { forms, views, problems } = await tour(name);
    expect(problems).toEqual([]);
    expect(forms).toBeGreaterThan(10);
    expect(views).toBeGreaterThan(10);
  });

  it.skipIf(!hasCorpus).each(imported)(`of the imported app %s opens${corpusNote}`, async (name) => {
    const { forms, views, problems } = await tour(name);
    expect(problems).toEqual([]);
    expect(forms).toBeGreaterThan(10);
    expect(views).toBeGreaterThan(10);
  });
});
