import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { sampleApp, sampleArchive } from '../server/solution/sample-solution.ts';
import { until } from './support/app.ts';
import { newPerson, signIn } from './support/browser.ts';
import { administrator, salesperson } from './support/people.ts';
import { openStage, type Stage } from './support/stage.ts';

let stage: Stage;
let page: Page;

const archive = {
  name: 'sample.zip',
  mimeType: 'application/zip',
  buffer: Buffer.from(sampleArchive({ sections: sampleApp() })),
};

async function appsOf(person: { readonly login: string; readonly password: string }): Promise<string[]> {
  const context = await newPerson(stage.browser);
  const other = await context.newPage();
  await signIn(other, stage.server.url, person.login, person.password);
  await other.goto(stage.server.url);
  await other.locator('hs-my-apps-page a').first().waitFor();
  const names = await other.locator('hs-my-apps-page .name').allInnerTexts();
  await context.close();
  return names;
}

const installed = (): Promise<string[]> => page.locator('hs-solutions-page .name').allInnerTexts();

describe('administration of solutions in the app', () => {
  beforeAll(async () => {
    stage = await openStage();
    page = await (await newPerson(stage.browser)).newPage();
    await signIn(page, stage.server.url, administrator.login, administrator.password);
  });

  afterAll(() => stage?.close());

  it('is in the menu of administrators and lists what is installed', async () => {
    await page.getByRole('button', { name: /^Account:/ }).click();
    await page.getByRole('menuitem', { name: 'Solutions' }).click();
    await page.waitForURL(/\/admin\/solutions$/);
    await page.locator('hs-solutions-page a').first().waitFor();
    expect(await page.locator('hs-solutions-page a').count()).toBeGreaterThanOrEqual(3);
  });

  it('refuses a file that is no solution, then imports one and shows its report', async () => {
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const file = page.getByLabel('Solution file');
    await file.setInputFiles({ name: 'bad.zip', mimeType: 'application/zip', buffer: Buffer.from('no zip') });
    const submit = page.locator('hs-solution-import').getByRole('button', { name: 'Import', exact: true });
    await submit.click();
    await page.getByText('bad.zip is not a readable archive').waitFor();
    await file.setInputFiles(archive);
    await submit.click();
    await page.waitForURL(/\/admin\/solutions\/Sample$/);
    await page.getByText('does not open table demo_gone').waitFor();
    await page.goBack();
    await page.locator('hs-solutions-page a').first().waitFor();
    expect(await installed()).toContain('Sample');
    await page.locator('hs-solutions-page').getByText('Sample', { exact: true }).click();
    await page.locator('hs-import-report').waitFor();
  });

  it('shares its app with a role, whose people find it', async () => {
    expect(await appsOf(salesperson)).not.toContain('Things');
    await page.getByLabel('Share with').selectOption('Basic User');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByText('Basic User opens demo_app').waitFor();
    await until(
      () => appsOf(salesperson),
      (names) => names.includes('Things'),
    );
  });

  it('hands the solution out as a file', async () => {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    expect((await coming).suggestedFilename()).toBe('Sample_1_0_0_0.zip');
  });

  it('uninstalls it with its rows once its name is typed', async () => {
    await stage.api.post('demo_things', { demo_thing_name: 'One of a kind' });
    await page.getByRole('button', { name: 'Uninstall', exact: true }).click();
    const plan = page.locator('hs-uninstall-plan');
    await plan.getByText('Table demo_thing: 1 row').waitFor();
    const act = plan.getByRole('button', { name: 'Uninstall', exact: true });
    expect(await act.isDisabled()).toBe(true);
    await plan.getByLabel('Type Sample to go on').fill('Sample');
    await act.click();
    await page.waitForURL(/\/admin\/solutions$/);
    await page.locator('hs-solutions-page a').first().waitFor();
    expect(await installed()).not.toContain('Sample');
    expect(await appsOf(salesperson)).not.toContain('Things');
  });

  it('is closed to everybody else, by address too', async () => {
    const other = await (await newPerson(stage.browser)).newPage();
    await signIn(other, stage.server.url, salesperson.login, salesperson.password);
    await other.goto(`${stage.server.url}/admin/solutions`);
    await other.getByText('Your roles do not allow this.').waitFor();
    await other.getByRole('button', { name: /^Account:/ }).click();
    await other.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    expect(await other.getByRole('menuitem', { name: 'Solutions' }).count()).toBe(0);
  });
});
