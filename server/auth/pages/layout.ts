import { createHash } from 'node:crypto';
import { html, Html } from './html.ts';
import { pageStyle } from './style.ts';
import type { PageLanguage } from './texts.ts';

const styleHash = createHash('sha256').update(pageStyle).digest('base64');

/**
 * Headers of every sign-in page: no script at all, no framing, no store. `same-origin` because under `no-referrer`
 * browsers send `Origin: null` with a form, and the origin check needs the real one.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  vary: 'Accept-Language',
};

const mark = html`<svg viewBox="5 2 22 26" fill="none" aria-hidden="true">
  <rect x="5" y="11" width="22" height="16" rx="4" fill="currentColor" />
  <path d="M11 11V9a5 5 0 0 1 10 0v2" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" />
  <path d="M5 17.5h9m4 0h9" stroke="Canvas" stroke-width="1.75" />
  <rect x="13.5" y="15.25" width="5" height="5" rx="1.25" stroke="Canvas" stroke-width="1.75" />
</svg>`;

/** The frame of a page; an `aside` stands beside the body on desktops and below it elsewhere. */
export function renderPage(
  language: PageLanguage,
  page: { readonly title: string; readonly body: Html; readonly aside?: Html },
): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${page.title} · Haversack</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f4f5f7" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#15171b" />
        <meta name="robots" content="noindex" />
        ${new Html(`<style>${pageStyle}</style>`)}
      </head>
      <body class="${page.aside === undefined ? 'narrow' : 'wide'}">
        <main>
          <div class="card">
            <div>
              <p class="mark">${mark}Haversack</p>
              ${page.body}
            </div>
            ${page.aside}
          </div>
        </main>
      </body>
    </html>`.text;
}
