import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Api } from './api.ts';

export const salesApp = 'haversack_sales';

/** Address of a table's list, or of one of its records. */
export function addressOf(url: string, table: string, id?: string, app = salesApp): string {
  return `${url}/app/${app}/${table}${id === undefined ? '' : `/${id}`}`;
}

/** Waits until the list shows rows and says how many links to records it shows. */
export async function waitForRows(page: Page): Promise<number> {
  const rows = page.locator('hs-view-grid :is(.primary, .card)');
  await rows.first().waitFor({ timeout: 30_000 });
  return rows.count();
}

/** Types into a column's field of the open form. */
export async function fillColumn(page: Page, column: string, text: string): Promise<void> {
  const input = page.locator(`[data-column="${column}"] :is(input, textarea)`).first();
  await input.waitFor({ timeout: 30_000 });
  await input.fill(text);
}

/** What a column's field shows. */
export async function shownValue(page: Page, column: string): Promise<string> {
  const input = page.locator(`[data-column="${column}"] :is(input, textarea)`).first();
  await input.waitFor({ timeout: 30_000 });
  return input.inputValue();
}

/** Saves the open form and waits until the page says that it is on the device, or even sent already. */
export async function saveForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page
    .getByText(/Saved on this device|^\s*Sent\s*$/)
    .first()
    .waitFor({ timeout: 10_000 });
}

/** Waits until the service worker controls the page, which is when it works without a network. */
export async function untilOfflineReady(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, {
    timeout: 30_000,
  });
}

/** Asks again until the answer satisfies, or fails with the last answer after the time given. */
export async function until<T>(
  ask: () => Promise<T>,
  satisfies: (answer: T) => boolean,
  milliseconds = 20_000,
): Promise<T> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask().catch((error: unknown) => error as T);
    if (!(answer instanceof Error) && satisfies(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(
        `not within ${milliseconds} ms; last: ${answer instanceof Error ? answer.message : JSON.stringify(answer)}`,
      );
    await delay(100);
  }
}

/** A column's value on the server. */
export async function serverValue(api: Api, set: string, id: string, column: string): Promise<unknown> {
  return (await api.get(`${set}(${id})?$select=${column}`))[column];
}

/** Ids of the first rows that a person owns, so that they may change them. */
export async function ownedBy(
  api: Api,
  set: string,
  key: string,
  userFullName: string,
  count = 3,
): Promise<string[]> {
  const users = (await api.get(`systemusers?$select=systemuserid&$filter=fullname eq '${userFullName}'`))[
    'value'
  ] as { systemuserid: string }[];
  const owner = users[0]?.systemuserid ?? '';
  const rows = (await api.get(`${set}?$select=${key}&$filter=_ownerid_value eq ${owner}&$top=${count}`))[
    'value'
  ] as Record<string, string>[];
  return rows.map((row) => row[key] ?? '');
}

/** A folder of its own, gone afterwards. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'haversack-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
