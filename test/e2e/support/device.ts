import type { Page } from 'playwright-core';

/** Waits until nothing of this device waits and it has fetched all there is. */
export async function untilSynced(page: Page): Promise<void> {
  const footer = page.locator('hs-sync-footer');
  await footer.getByText('last sync').waitFor({ timeout: 60_000 });
  await footer.getByText('Up to date').waitFor({ timeout: 60_000 });
  await footer.getByText(/waiting/).waitFor({ state: 'hidden' });
}

/** Rows on the device by the plural label of their table, as the person is told. */
export async function rowsOnDevice(page: Page): Promise<Readonly<Record<string, number>>> {
  await page.locator('hs-sync-footer button').click();
  const rows = page.locator('hs-sync-flyout tr');
  // Rows are counted after the flyout opens.
  await rows.first().locator('td', { hasText: /\d/ }).waitFor();
  const counts = await rows.evaluateAll((all) =>
    all.map((row): [string, number] => [
      row.querySelector('th')?.getAttribute('title') ?? '',
      Number((row.querySelector('td')?.textContent ?? '').replace(/\D/g, '')),
    ]),
  );
  await page.keyboard.press('Escape');
  return Object.fromEntries(counts);
}
