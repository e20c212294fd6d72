import { html } from './html.ts';
import { renderPage } from './layout.ts';
import type { PageLanguage } from './texts.ts';

/** What happened, in words, and the way on. */
export function renderMessagePage(
  language: PageLanguage,
  message: {
    readonly title: string;
    readonly text: string;
    readonly action?: { readonly href: string; readonly label: string };
  },
): string {
  return renderPage(language, {
    title: message.title,
    body: html`<h1>${message.title}</h1>
      <p>${message.text}</p>
      ${message.action && html`<a class="button" href="${message.action.href}">${message.action.label}</a>`}`,
  });
}
