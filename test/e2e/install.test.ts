import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { untilOfflineReady } from './support/app.ts';
import { launchBrowser, newPerson, signIn } from './support/browser.ts';
import { salesperson } from './support/people.ts';
import { startServer, type TestServer } from './support/server.ts';

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

interface Manifest {
  readonly name: string;
  readonly short_name: string;
  readonly start_url: string;
  readonly display: string;
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose?: string }[];
  readonly screenshots: readonly { readonly src: string; readonly form_factor: string }[];
  readonly shortcuts: readonly { readonly url: string }[];
}

describe('installing', () => {
  it('meets the browser’s criteria: manifest, icons, service worker', async () => {
    const context = await newPerson(browser, 'phone');
    const page = await context.newPage();
    await signIn(page, server.url, salesperson.login, salesperson.password);
    await untilOfflineReady(page);
    const session = await context.newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // Chromium installs nothing in an incognito profile; that is the browser's word on the profile, not on the app.
    expect(installabilityErrors.filter((error) => error.errorId !== 'in-incognito')).toEqual([]);
    await context.close();
  });

  it('has icons of every purpose and screenshots that exist', async () => {
    const answer = await fetch(`${server.url}/manifest.webmanifest`);
    expect(answer.ok).toBe(true);
    const manifest = (await answer.json()) as Manifest;
    expect(manifest.display).toBe('standalone');
    const purposes = manifest.icons.flatMap((icon) => (icon.purpose ?? 'any').split(' '));
    for (const purpose of ['any', 'maskable', 'monochrome']) expect(purposes).toContain(purpose);
    expect(manifest.icons.map((icon) => icon.sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
    const files = [...manifest.icons, ...manifest.screenshots].map((one) => one.src);
    for (const file of files)
      expect((await fetch(new URL(file, server.url))).headers.get('content-type'), file).toMatch(/^image\//);
    expect(manifest.screenshots.map((one) => one.form_factor).sort()).toEqual(['narrow', 'wide']);
    expect(manifest.shortcuts.length).toBeGreaterThan(0);
  });
});
