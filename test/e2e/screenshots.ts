import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { states } from './screenshot-states.ts';
import { openApi } from './support/api.ts';
import { addressOf, ownedBy, untilOfflineReady, waitForRows } from './support/app.ts';
import { formFactors, launchBrowser, signIn, type FormFactor } from './support/browser.ts';
import { administrator, salesperson, withoutRole } from './support/people.ts';
import { startServer } from './support/server.ts';

/** Every page at three form factors in both themes, as `screenshots/<page>-<form factor>-<theme>.png`. */
const root = process.env['HAVERSACK_ROOT'] ?? process.cwd();
const folder = join(root, 'screenshots');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const themes = ['light', 'dark'] as const;

interface Shot {
  readonly name: string;
  open(page: Page, context: BrowserContext): Promise<unknown>;
}

if (only === undefined) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const server = await startServer({ env: { DEMO_SIZE: 'tenth' } });
const browser = await launchBrowser();
const api = await openApi(server.url);
const [account = '', ...others] = await ownedBy(api, 'accounts', 'accountid', salesperson.name, 10);
const [contact = ''] = await ownedBy(api, 'contacts', 'contactid', salesperson.name, 1);
const [opportunity = ''] = await ownedBy(api, 'opportunities', 'opportunityid', salesperson.name, 1);
const [lead = ''] = await ownedBy(api, 'leads', 'leadid', salesperson.name, 1);

const list = (table: string) => async (page: Page) => {
  await page.goto(addressOf(server.url, table));
  await waitForRows(page);
  // The first sync is over, so that every shot shows the same state.
  await page.getByText('Last sync').first().waitFor();
};
const record = (table: string, id: string) => async (page: Page) => {
  await page.goto(addressOf(server.url, table, id));
  await page.locator('hs-record-form').waitFor({ timeout: 30_000 });
  await page.waitForTimeout(600);
};

const drawn = (place: string) => async (page: Page) => {
  await page.goto(addressOf(server.url, place));
  await page.locator('hs-chart canvas').first().waitFor({ timeout: 30_000 });
  // Drawn with a short motion.
  await page.waitForTimeout(1_000);
};

const shots: readonly Shot[] = [
  {
    name: 'my-apps',
    open: async (page) => {
      await page.goto(server.url);
      await page.getByText('Sales').first().waitFor();
    },
  },
  { name: 'accounts', open: list('account') },
  { name: 'contacts', open: list('contact') },
  { name: 'opportunities', open: list('opportunity') },
  { name: 'leads', open: list('lead') },
  { name: 'account', open: record('account', account) },
  { name: 'contact', open: record('contact', contact) },
  { name: 'opportunity', open: record('opportunity', opportunity) },
  { name: 'lead', open: record('lead', lead) },
  {
    name: 'quick-create',
    open: async (page) => {
      await record('account', account)(page);
      await page.locator('[data-column="primarycontactid"] input').first().fill('Ada Neuling');
      await page.getByRole('option', { name: 'New Contact' }).click();
      await page.getByRole('dialog').locator('hs-record-form').waitFor();
    },
  },
  {
    name: 'lookup-offers',
    open: async (page) => {
      await record('account', account)(page);
      await page.locator('[data-column="primarycontactid"] input').first().fill('am');
      await page.getByRole('option', { name: 'New Contact' }).waitFor();
    },
  },
  { name: 'new-account', open: record('account', 'new') },
  { name: 'dashboard', open: drawn('dashboards') },
  { name: 'chart', open: drawn('opportunity?chart=b9ffc3be-a011-5610-bf48-0735da75fa13') },
  { name: 'outbox', open: (page) => page.goto(addressOf(server.url, 'outbox')) },
  { name: 'settings', open: (page) => page.goto(`${server.url}/settings`) },
  { name: 'not-found', open: (page) => page.goto(`${server.url}/nothing/here`) },
  {
    name: 'flyout',
    open: async (page) => {
      await list('account')(page);
      await page
        .getByRole('button', { name: /^Sync status/ })
        .first()
        .click();
      await page.waitForTimeout(400);
    },
  },
  ...states({
    url: server.url,
    account,
    takeAccount: () => others.shift() ?? '',
    deleteOnServer: (id) => api.delete(`accounts(${id})`),
  }),
];

const administration: readonly Shot[] = [
  {
    name: 'solutions',
    open: async (page) => {
      await page.goto(`${server.url}/admin/solutions`);
      await page.locator('hs-solutions-page a').first().waitFor();
    },
  },
  {
    name: 'solution-import',
    open: async (page) => {
      await page.goto(`${server.url}/admin/solutions`);
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByLabel('Solution file').setInputFiles({
        name: 'bad.zip',
        mimeType: 'application/zip',
        buffer: Buffer.from('no zip'),
      });
      await page.locator('hs-solution-import').getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByRole('alert').first().waitFor();
    },
  },
  {
    name: 'solution-report',
    open: async (page) => {
      await page.goto(`${server.url}/admin/solutions`);
      await page.locator('hs-solutions-page a').last().click();
      await page.locator('hs-import-report details').first().waitFor();
    },
  },
  {
    name: 'tables',
    open: async (page) => {
      await page.goto(`${server.url}/admin/tables`);
      await page.locator('hs-tables-page li').first().waitFor();
    },
  },
  {
    name: 'solution-uninstall',
    open: async (page) => {
      await page.goto(`${server.url}/admin/solutions`);
      await page.locator('hs-solutions-page a').last().click();
      await page.getByRole('button', { name: 'Uninstall', exact: true }).click();
      await page.locator('hs-uninstall-plan ul').waitFor();
    },
  },
];

const wanted = (name: string): boolean => only === undefined || name.includes(only);

for (const factor of Object.keys(formFactors) as FormFactor[]) {
  for (const theme of themes) {
    const context = await browser.newContext({
      ...formFactors[factor],
      colorScheme: theme,
      locale: 'en-US',
      timezoneId: 'Europe/Berlin',
    });
    const page = await context.newPage();
    const save = async (name: string): Promise<void> => {
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(folder, `${name}-${factor}-${theme}.png`) });
    };
    await page.goto(`${server.url}/auth/login?returnTo=/`);
    if (wanted('sign-in')) await save('sign-in');
    if (wanted('sign-in-refused')) {
      await page.fill('input[name=login]', salesperson.login);
      await page.fill('input[name=password]', 'not the password');
      await page.press('input[name=password]', 'Enter');
      await page.getByRole('alert').first().waitFor();
      await save('sign-in-refused');
    }
    if (wanted('no-apps')) {
      const stranger = await browser.newContext({ ...formFactors[factor], colorScheme: theme });
      const other = await stranger.newPage();
      await signIn(other, server.url, withoutRole.login, withoutRole.password);
      await other.waitForTimeout(800);
      await other.screenshot({ path: join(folder, `no-apps-${factor}-${theme}.png`) });
      await stranger.close();
    }
    await signIn(page, server.url, salesperson.login, salesperson.password);
    await untilOfflineReady(page);
    for (const shot of shots.filter((one) => wanted(one.name))) {
      try {
        await shot.open(page, context);
      } catch (error) {
        process.stderr.write(`${shot.name} ${factor} ${theme}: ${String(error).split('\n')[0]}\n`);
      }
      await save(shot.name);
      await context.setOffline(false);
    }
    await context.close();
    if (!administration.some((one) => wanted(one.name))) continue;
    const office = await browser.newContext({ ...formFactors[factor], colorScheme: theme, locale: 'en-US' });
    const desk = await office.newPage();
    await signIn(desk, server.url, administrator.login, administrator.password);
    for (const shot of administration.filter((one) => wanted(one.name))) {
      try {
        await shot.open(desk, office);
      } catch (error) {
        process.stderr.write(`${shot.name} ${factor} ${theme}: ${String(error).split('\n')[0]}\n`);
      }
      await desk.waitForTimeout(300);
      await desk.screenshot({ path: join(folder, `${shot.name}-${factor}-${theme}.png`) });
    }
    await office.close();
  }
}
await browser.close();
await server.dispose();
process.stdout.write(`${folder}\n`);
