import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { AppPackage } from '../../src/shared/metadata/app.ts';
import { packageOf } from './support/app-tour.ts';
import { launchBrowser, newPerson, signIn, type FormFactor } from './support/browser.ts';
import { administrator } from './support/people.ts';
import { startServer, type TestServer } from './support/server.ts';

const bundled = ['haversack_contacts', 'haversack_sales', 'haversack_service'];
const sizes: readonly FormFactor[] = ['phone', 'tablet', 'desktop'];

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.dispose();
});

/** Goes there without loading the page again, as a link does. */
async function go(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, address);
}

/** What charts of the page at this address say, once none is loading; `count`: how many there must be. */
async function chartsAt(page: Page, address: string, count: number): Promise<string[]> {
  const charts = page.locator('hs-chart');
  await expect.poll(() => charts.count(), { timeout: 20_000, message: `charts of ${address}` }).toBe(count);
  const problems: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const chart = charts.nth(at);
    await chart.locator('canvas, table, hs-empty-state').first().waitFor({ timeout: 20_000 });
    const failed = await chart.locator('hs-empty-state[tone="error"]').allInnerTexts();
    const notes = await chart.locator('.note').allInnerTexts();
    problems.push(...[...failed, ...notes].map((text) => `${address}: ${text}`));
  }
  return problems;
}

/** Cells whose chart or list is not there, each with its text. */
const absentParts = (page: Page): Promise<string[]> =>
  page.locator('hs-dashboard .cell > hs-empty-state').allInnerTexts();

/** Charts a dashboard draws: one for each of its parts that names a chart. */
const chartsOf = (dashboard: NonNullable<AppPackage['dashboards']>[number]): number =>
  dashboard.sections.flatMap(({ cells }) => cells).filter(({ control }) => control.kind === 'chart').length;

describe.each(sizes)('on a %s', (size) => {
  let page: Page;
  const errors: string[] = [];
  beforeAll(async () => {
    const context = await newPerson(browser, size);
    page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    await signIn(page, server.url, administrator.login, administrator.password);
  });

  it.each(bundled)('every dashboard and chart of %s opens', async (name) => {
    const app = await packageOf(page, server.url, name);
    const dashboards = app.dashboards ?? [];
    const problems: string[] = [];
    await page.goto(`${server.url}/app/${name}`);
    await page.locator('hs-view-page, hs-dashboard-page').first().waitFor({ timeout: 30_000 });
    for (const dashboard of dashboards) {
      const address = `/app/${name}/dashboards/${dashboard.id}`;
      await go(page, address);
      await page.getByRole('heading', { name: dashboard.name, exact: true, level: 1 }).waitFor();
      problems.push(...(await chartsAt(page, address, chartsOf(dashboard))), ...(await absentParts(page)));
    }
    // Charts are the same on all devices; beside a list they are opened on the largest.
    let opened = 0;
    for (const chart of size === 'desktop' ? (app.charts ?? []) : []) {
      const view = app.views.find((one) => one.table === chart.table && one.type === 'public');
      if (view === undefined || !app.carried.includes(chart.table)) continue;
      const address = `/app/${name}/${chart.table}?view=${view.id}&chart=${chart.id}`;
      await go(page, address);
      await page.getByText(chart.name, { exact: true }).first().waitFor();
      problems.push(...(await chartsAt(page, address, 1)));
      opened += 1;
    }
    expect([...problems, ...errors]).toEqual([]);
    if (name !== 'haversack_contacts') {
      expect(dashboards.length).toBeGreaterThan(2);
      if (size === 'desktop') expect(opened).toBeGreaterThan(15);
    }
  });
});
