import { html, type Html } from './html.ts';
import { renderPage } from './layout.ts';
import { texts, type PageLanguage, type PageTexts } from './texts.ts';

export interface SetupValues {
  readonly name: string;
  readonly login: string;
}

/** One problem for each field at most, in words. */
export interface SetupProblems {
  readonly name?: string;
  readonly login?: string;
  readonly password?: string;
}

function passwordField(words: PageTexts, problem: string | undefined): Html {
  return html`<label for="password">${words.newPassword}</label>
    <input
      id="password"
      name="password"
      type="password"
      autocomplete="new-password"
      minlength="12"
      maxlength="200"
      required
      aria-invalid="${problem === undefined ? 'false' : 'true'}"
      aria-describedby="password-hint"
    />
    <p class="${problem === undefined ? 'hint' : 'hint bad'}" id="password-hint">
      ${problem ?? words.passwordHint}
    </p>`;
}

/** Asks the first administrator for name, login name and password; with another issuer for the address known there. */
export function renderSetupPage(
  language: PageLanguage,
  page: { readonly values: SetupValues; readonly problems: SetupProblems; readonly hasPasswords: boolean },
): string {
  const words = texts[language];
  const { values, problems } = page;
  return renderPage(language, {
    title: words.setupTitle,
    body: html`<h1>${words.setupTitle}</h1>
      <p>${words.setupText}</p>
      <form method="post">
        <label for="name">${words.fullName}</label>
        <input
          id="name"
          name="name"
          value="${values.name}"
          autocomplete="name"
          maxlength="160"
          required
          aria-invalid="${problems.name === undefined ? 'false' : 'true'}"
          aria-describedby="name-hint"
        />
        <p class="hint bad" id="name-hint">${problems.name}</p>
        <label for="login">${page.hasPasswords ? words.loginName : words.address}</label>
        <input
          id="login"
          name="login"
          value="${values.login}"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          maxlength="200"
          required
          aria-invalid="${problems.login === undefined ? 'false' : 'true'}"
          aria-describedby="login-hint"
        />
        <p class="hint bad" id="login-hint">${problems.login}</p>
        ${page.hasPasswords ? passwordField(words, problems.password) : undefined}
        <button>${words.create}</button>
      </form>`,
  });
}
