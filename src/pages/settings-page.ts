import '@vaadin/button/vaadin-button.js';
import { consume } from '@lit/context';
import { localized, msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { LitElement, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../components/base/hs-page-frame.ts';
import { showConfirm } from '../components/base/show-confirm.ts';
import { showToast } from '../components/base/show-toast.ts';
import type { DataClient } from '../data/client.ts';
import type { Session, SessionClient } from '../data/session.ts';
import type { Formats } from '../i18n/formats.ts';
import { languages } from '../i18n/localization.ts';
import { appCatalogContext, type AppCatalog } from '../state/app-catalog.ts';
import { dataClientContext } from '../state/data-client-context.ts';
import { formatsContext } from '../state/formats-context.ts';
import { linksContext, type Links } from '../state/links.ts';
import { preferencesContext, type Preferences, type Theme } from '../state/preferences.ts';
import { sessionClientContext, sessionContext } from '../state/session-context.ts';
import { settingsPageStyles } from './settings-page-styles.ts';

/** Theme, language, what this device stores, and resetting it. */
@localized()
@customElement('hs-settings-page')
export class HsSettingsPage extends LitElement {
  @consume({ context: preferencesContext }) @state() private _preferences?: Preferences;
  @consume({ context: formatsContext, subscribe: true }) @state() private _formats?: Formats;
  @consume({ context: sessionContext, subscribe: true }) @state() private _session?: Session;
  @consume({ context: sessionClientContext }) @state() private _client?: SessionClient;
  @consume({ context: dataClientContext, subscribe: true }) @state() private _data?: DataClient;
  @consume({ context: appCatalogContext, subscribe: true }) @state() private _catalog?: AppCatalog;
  @consume({ context: linksContext }) @state() private _links?: Links;

  readonly #usage = new Task(this, {
    args: () => [this._data] as const,
    task: async ([data]) => (data ? await data.usage() : undefined),
  });
  #unsubscribe: (() => void) | undefined;

  get heading(): string {
    return msg('Settings');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this._preferences?.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  override render() {
    return html`<hs-page-frame .heading=${this.heading} narrow>
      ${this.#appearance()} ${this.#language()} ${this.#storage()} ${this.#account()}
    </hs-page-frame>`;
  }

  #appearance() {
    const theme = this._preferences?.values.theme ?? 'system';
    const choices: readonly (readonly [Theme, string])[] = [
      ['system', msg('As the system')],
      ['light', msg('Light')],
      ['dark', msg('Dark')],
    ];
    return html`<section>
      <h2 id="theme">${msg('Theme')}</h2>
      <div class="choices" role="radiogroup" aria-labelledby="theme">
        ${choices.map(
          ([value, text]) =>
            html`<label
              ><input
                type="radio"
                name="theme"
                .checked=${theme === value}
                @change=${() => this.#set({ theme: value })}
              /><span>${text}</span></label
            >`,
        )}
      </div>
    </section>`;
  }

  #language() {
    const language = this._preferences?.values.language ?? '';
    return html`<section>
      <h2><label for="language">${msg('Language')}</label></h2>
      <select
        id="language"
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          this.#set({ language: value === '' ? undefined : value });
        }}
      >
        <option value="" ?selected=${language === ''}>${msg('My language on the server')}</option>
        ${languages.map(
          ({ locale, name }) =>
            html`<option value=${locale} lang=${locale} ?selected=${language === locale}>${name}</option>`,
        )}
      </select>
      <p class="muted">
        ${msg('Names of lists and columns come from your organization in the language of your account.')}
      </p>
      ${
        this._formats
          ? html`<p class="muted">
              ${msg('Example:')} ${this._formats.instant(Date.UTC(2026, 2, 14, 9, 30))} ·
              ${this._formats.decimal('1234567.89')}
            </p>`
          : nothing
      }
    </section>`;
  }

  #storage() {
    return html`<section>
      <h2>${msg('On this device')}</h2>
      ${this.#usage.render({
        initial: () => nothing,
        pending: () => html`<p class="muted">${msg('Measuring')}</p>`,
        error: () => html`<p class="muted">${msg('The storage cannot be measured here.')}</p>`,
        complete: (usage) =>
          usage
            ? this.#usageTable(usage)
            : html`<p class="muted">${msg('Open an app to see what it stores on this device.')}</p>`,
      })}
      <div class="row">
        <vaadin-button theme="error" @click=${() => void this.#reset()}
          >${msg('Reset this device')}</vaadin-button
        >
        <span class="muted"
          >${msg('Removes the local copy and fetches it again. Unsent changes are never dropped.')}</span
        >
      </div>
    </section>`;
  }

  #usageTable(usage: { rows: Readonly<Record<string, number>>; bytes: number }) {
    const formats = this._formats;
    const rows = Object.entries(usage.rows)
      // Tables behind many-to-many relationships have no name that anybody knows.
      .filter(([table, count]) => count > 0 && this._catalog?.table(table)?.isIntersect !== true)
      .sort((a, b) => b[1] - a[1]);
    return html`<table>
      <caption>
        ${formats?.bytes(usage.bytes)}
      </caption>
      <tbody>
        ${rows.map(
          ([table, count]) =>
            html`<tr>
              <th scope="row">${this._catalog?.table(table)?.pluralLabel ?? table}</th>
              <td class="tabular">${formats?.integer(count)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #account() {
    if (this._session?.kind !== 'signed-in') return nothing;
    const { person } = this._session;
    return html`<section>
      <h2>${msg('Account')}</h2>
      <p>${person.name}${person.email ? html` <span class="muted">${person.email}</span>` : nothing}</p>
      <p class="muted">${msg(str`Time zone: ${person.timeZone}`)}</p>
    </section>`;
  }

  #set(change: { theme?: Theme; language?: string | undefined }): void {
    this._preferences?.set(change);
    this.requestUpdate();
  }

  /** Signing out wipes the store, and it refuses by itself while changes are unsent. */
  async #reset(): Promise<void> {
    const client = this._client;
    if (!client) return;
    const agreed = await showConfirm({
      heading: msg('Reset this device?'),
      text: msg('The local copy is removed and you sign in again. The next sync brings everything back.'),
      confirm: msg('Reset'),
      cancel: msg('Cancel'),
      danger: true,
    });
    if (!agreed) return;
    const result = await client.signOut();
    if (result.kind === 'unsent') {
      void showToast(msg(str`${result.count} changes have not been sent yet. Send or discard them first.`), {
        tone: 'error',
        action: { text: msg('Show'), run: () => this._links?.go(this._links.outbox()) },
      });
      return;
    }
    client.signIn('/');
  }

  static override styles = settingsPageStyles;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-settings-page': HsSettingsPage;
  }
}
