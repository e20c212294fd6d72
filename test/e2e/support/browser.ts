import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../../../scripts/find-chromium.mjs';

/** The three form factors that every page is tried at. */
export const formFactors = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  tablet: { viewport: { width: 820, height: 1180 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1440, height: 900 }, isMobile: false, hasTouch: false },
} as const;
export type FormFactor = keyof typeof formFactors;

const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium, headless; one for a test file. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: quiet });
}

/** A browser profile of its own: cookies, databases and service worker apart from others. */
export function newPerson(browser: Browser, formFactor: FormFactor = 'desktop'): Promise<BrowserContext> {
  return browser.newContext({ ...formFactors[formFactor], locale: 'en-US', timezoneId: 'Europe/Berlin' });
}

/** Fills in the embedded provider's page. */
export async function enterPassword(page: Page, login: string, password: string): Promise<void> {
  await page.fill('input[name=login]', login);
  await page.fill('input[name=password]', password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs in through the embedded provider's page, as a person does, and waits for "My apps" or the first app. */
export async function signIn(page: Page, url: string, login: string, password: string): Promise<void> {
  await page.goto(`${url}/auth/login?returnTo=/`);
  await enterPassword(page, login, password);
  await page.waitForURL((address) => address.pathname === '/' || address.pathname.startsWith('/app/'));
}
