import { html, type Html } from './html.ts';
import { renderPage } from './layout.ts';
import { texts, type PageLanguage } from './texts.ts';

export interface DemoChoice {
  readonly login: string;
  readonly name: string;
  readonly note: string;
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

function demoList(language: PageLanguage, demo: readonly DemoChoice[]): Html {
  const words = texts[language];
  const choices = demo.map(
    (person) =>
      html`<li>
        <button name="demo" value="${person.login}">
          <span class="face" aria-hidden="true">${initials(person.name)}</span>
          <span class="who"><b>${person.name}</b><span>${person.note}</span></span>
        </button>
      </li>`,
  );
  return html`<form class="demo" method="post">
    <h2>${words.demoTitle}</h2>
    <ul>
      ${choices}
    </ul>
    <p>${words.demoNote}</p>
  </form>`;
}

/** Asks for login name and password; after a failure it says why and keeps the name. */
export function renderSignInPage(
  language: PageLanguage,
  page: { readonly login?: string; readonly problem?: string; readonly demo: readonly DemoChoice[] },
): string {
  const words = texts[language];
  const hasProblem = page.problem !== undefined;
  return renderPage(language, {
    title: words.signIn,
    body: html`<h1>${words.signIn}</h1>
      ${page.problem && html`<p class="alert" role="alert" id="problem">${page.problem}</p>`}
      <form method="post">
        <label for="login">${words.loginName}</label>
        <input
          id="login"
          name="login"
          value="${page.login}"
          autocomplete="username"
          autocapitalize="none"
          autocorrect="off"
          spellcheck="false"
          enterkeyhint="next"
          maxlength="200"
          required
          ${hasProblem ? html`aria-describedby="problem"` : html`autofocus`}
        />
        <label for="password">${words.password}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          enterkeyhint="go"
          maxlength="200"
          required
          ${hasProblem ? html`aria-describedby="problem" autofocus` : undefined}
        />
        <button>${words.signIn}</button>
      </form>`,
    aside: page.demo.length > 0 ? demoList(language, page.demo) : undefined,
  });
}
