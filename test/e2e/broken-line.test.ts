import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { must } from '../../src/shared/base/assert.ts';
import { openApi, type Api } from './support/api.ts';
import {
  addressOf,
  fillColumn,
  ownedBy,
  salesApp,
  saveForm,
  serverValue,
  shownValue,
  waitForRows,
} from './support/app.ts';
import { packageOf } from './support/app-tour.ts';
import { launchBrowser, newPerson } from './support/browser.ts';
import { rowsOnDevice, untilSynced } from './support/device.ts';
import { administrator, salesperson, type DemoPerson } from './support/people.ts';
import { startProxy, type Passage, type TestProxy } from './support/proxy.ts';
import { startServer, type TestServer } from './support/server.ts';
import { openTable } from './support/stage.ts';

const pushPath = '/sync/v1/push';
const pullPath = '/sync/v1/pull';

let proxy: TestProxy;
let server: TestServer;
let browser: Browser;
let api: Api;

beforeAll(async () => {
  proxy = await startProxy();
  server = await startServer({ env: { PUBLIC_URL: proxy.url } });
  proxy.forwardTo(server.port);
  browser = await launchBrowser();
  api = await openApi(proxy.url);
});

afterAll(async () => {
  await browser?.close();
  await proxy?.close();
  await server?.dispose();
});

const passages = (path: string): readonly Passage[] => proxy.passages.filter((one) => one.path === path);

async function openSales(person: DemoPerson): Promise<Page> {
  const context = await newPerson(browser);
  return openTable(context, proxy.url, person, 'account');
}

/**
 * The server applies what `save` sends and is killed with its answer's first byte on the way; started again, it hears
 * nothing of the device before `look` has seen what is there.
 */
async function loseAnswer(save: () => Promise<void>, look: () => Promise<void>): Promise<void> {
  const killed = new Promise<void>((resolve) =>
    proxy.cut(pushPath, 0, async () => {
      proxy.refuse(pushPath, true);
      await server.kill();
      resolve();
    }),
  );
  await save();
  await killed;
  await server.start();
  api = await openApi(proxy.url);
  await look();
  proxy.refuse(pushPath, false);
}

/** How often the attempt whose answer was lost reached the server. */
function sendings(since: number): number {
  const pushes = passages(pushPath)
    .slice(since)
    .filter((one) => one.end !== 'refused')
    .map((one) =>
      (JSON.parse(one.body) as { entries: { id: string; attempt: number }[] }).entries.map(
        ({ id, attempt }) => `${id}/${attempt}`,
      ),
    );
  const lost = must(pushes[0]?.[0], 'the attempt whose answer was lost');
  return pushes.filter((attempts) => attempts.includes(lost)).length;
}

describe('a server killed between its commit and its answer', () => {
  let page: Page;

  beforeAll(async () => {
    page = await openSales(salesperson);
    await waitForRows(page);
    await untilSynced(page);
  });

  afterAll(() => page?.context().close());

  it('has applied an update once, and the device learns of it', async () => {
    const [id = ''] = await ownedBy(api, 'accounts', 'accountid', salesperson.name, 1);
    const before = await serverValue(api, 'accounts', id, 'versionnumber');
    const since = passages(pushPath).length;
    await page.goto(addressOf(proxy.url, 'account', id));
    await fillColumn(page, 'telephone1', '+49 30 555 0909');
    let applied: unknown;
    await loseAnswer(
      () => saveForm(page),
      async () => {
        expect(await serverValue(api, 'accounts', id, 'telephone1')).toBe('+49 30 555 0909');
        applied = await serverValue(api, 'accounts', id, 'versionnumber');
        expect(applied).not.toBe(before);
        await page.locator('hs-sync-footer').getByText('1 waiting').waitFor();
      },
    );
    await untilSynced(page);
    expect(sendings(since)).toBeGreaterThan(1);
    expect(await serverValue(api, 'accounts', id, 'versionnumber')).toBe(applied);
    expect(await shownValue(page, 'telephone1')).toBe('+49 30 555 0909');
  });

  it('has made a record once', async () => {
    const filter = `name eq 'Made once'`;
    const since = passages(pushPath).length;
    const all = await api.count('accounts');
    await page.goto(addressOf(proxy.url, 'account', 'new'));
    await fillColumn(page, 'name', 'Made once');
    let made: Record<string, unknown> = {};
    const read = async (): Promise<Record<string, unknown>> => {
      const answer = await api.get(`accounts?$select=name,versionnumber&$filter=${filter}`);
      expect(answer['value']).toHaveLength(1);
      return (answer['value'] as Record<string, unknown>[])[0] ?? {};
    };
    await loseAnswer(
      () => saveForm(page),
      async () => {
        made = await read();
      },
    );
    await untilSynced(page);
    expect(sendings(since)).toBeGreaterThan(1);
    expect(await read()).toEqual(made);
    expect(await api.count('accounts')).toBe(all + 1);
  });
});

describe('a first sync that is cut again and again', () => {
  it('goes on where it was, the app in use meanwhile, until every row is there', async () => {
    const before = passages(pullPath).length;
    const unhurt = await openSales(administrator);
    await untilSynced(unhurt);
    await unhurt.context().close();
    const whole = must(passages(pullPath)[before], 'an unhurt pull').passed;

    const first = passages(pullPath).length;
    proxy.cut(pullPath, Math.floor(whole * 0.2));
    proxy.cut(pullPath, Math.floor(whole * 0.25));
    proxy.cut(pullPath, Math.floor(whole * 0.3), async () => proxy.refuse(pullPath, true));
    const page = await openSales(administrator);
    const pulls = (): readonly Passage[] =>
      passages(pullPath)
        .slice(first)
        .filter((one) => one.end !== 'refused');
    await expect.poll(() => pulls().filter((one) => one.end === 'cut').length, { timeout: 30_000 }).toBe(3);

    const app = await packageOf(page, proxy.url, salesApp);
    const accounts = app.views.find((one) => one.table === 'account' && one.name === 'All Accounts');
    await page.goto(`${addressOf(proxy.url, 'account')}?view=${must(accounts, 'the view').id}`);
    expect(await waitForRows(page)).toBeGreaterThan(0);
    await page.getByTitle('Opportunities (not all on this device yet)').waitFor();
    await page.goto(addressOf(proxy.url, 'account', 'new'));
    await fillColumn(page, 'name', 'Made before the first sync was over');
    await saveForm(page);
    proxy.refuse(pullPath, false);
    await untilSynced(page);

    const cookies = pulls().map((one) => (JSON.parse(one.body) as { cookie: string | null }).cookie);
    expect(cookies[0]).toBeNull();
    expect(cookies.slice(1, 4)).not.toContain(null);
    expect(new Set(cookies.slice(0, 4)).size).toBe(4);
    const upToTheEnd = pulls().slice(0, pulls().findIndex((one) => one.end === 'whole') + 1);
    const passed = upToTheEnd.reduce((sum, one) => sum + one.passed, 0);
    expect(passed).toBeLessThan(whole * 1.4);

    const onDevice = await rowsOnDevice(page);
    for (const table of app.tables.filter(
      (one) => app.carried.includes(one.logicalName) && one.isIntersect !== true,
    ))
      expect([table.pluralLabel, onDevice[table.pluralLabel] ?? 0]).toEqual([
        table.pluralLabel,
        await api.count(table.entitySetName),
      ]);
  });
});
