import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openApi, type Api } from './api.ts';
import { addressOf } from './app.ts';
import { launchBrowser, signIn } from './browser.ts';
import type { DemoPerson } from './people.ts';
import { startServer, type TestServer } from './server.ts';

/** What most scenarios play on: a server of their own, a browser, and the server's own word of what it holds. */
export interface Stage {
  readonly server: TestServer;
  readonly browser: Browser;
  readonly api: Api;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const server = await startServer();
  try {
    const browser = await launchBrowser();
    const api = await openApi(server.url);
    return {
      server,
      browser,
      api,
      async close() {
        await browser.close();
        await server.dispose();
      },
    };
  } catch (error) {
    await server.dispose();
    throw error;
  }
}

/** Signs a person in on a new tab and goes to a table's list, or to one of its records. */
export async function openTable(
  context: BrowserContext,
  url: string,
  person: Pick<DemoPerson, 'login' | 'password'>,
  table: string,
  id?: string,
): Promise<Page> {
  const page = await context.newPage();
  await signIn(page, url, person.login, person.password);
  await page.goto(addressOf(url, table, id));
  return page;
}
