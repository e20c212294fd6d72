import '@vaadin/button/vaadin-button.js';
import { localized, msg } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { administrationStyles } from './administration-styles.ts';

/** What is to be imported; `share`: names of roles that get its apps. */
export type SolutionImportEvent = CustomEvent<{ readonly file: File; readonly share: readonly string[] }>;

/** Asks for an archive and who shall open its apps. Fires `hs-import` ({@link SolutionImportEvent}) and `hs-cancel`. */
@localized()
@customElement('hs-solution-import')
export class HsSolutionImport extends LitElement {
  @property({ attribute: false }) roles: readonly string[] = [];
  @property({ type: Boolean }) busy = false;
  /** Why the last try failed. */
  @property() problem = '';
  @state() private _file?: File;
  @state() private _isMissing = false;

  override render() {
    return html`<form class="panel" aria-labelledby="heading" @submit=${this.#submit}>
      <h2 id="heading">${msg('Import a solution')}</h2>
      <div class="field">
        <label for="file">${msg('Solution file')}</label>
        <input
          id="file"
          type="file"
          accept=".zip,application/zip"
          ?disabled=${this.busy}
          aria-describedby="about"
          aria-invalid=${this._isMissing}
          @change=${(event: Event) => {
            this._file = (event.target as HTMLInputElement).files?.[0];
            this._isMissing = false;
            this.problem = '';
          }}
        />
        <span id="about" class="muted"
          >${
            this._isMissing
              ? msg('Choose a file first.')
              : msg('A .zip archive as exported. It is imported whole or not at all; rows are kept.')
          }</span
        >
      </div>
      <div class="field">
        <label for="role">${msg('Share its apps with')}</label>
        <select id="role" ?disabled=${this.busy}>
          <option value="">${msg('Only the roles that the file names')}</option>
          ${this.roles.map((role) => html`<option value=${role}>${role}</option>`)}
        </select>
      </div>
      ${
        this.problem === ''
          ? nothing
          : html`<p class="notice error" role="alert">${this.problem}<br />${msg('Nothing was changed.')}</p>`
      }
      <div class="row">
        <vaadin-button theme="primary" ?disabled=${this.busy} @click=${this.#submit}
          >${this.busy ? msg('Importing…') : msg('Import')}</vaadin-button
        >
        <vaadin-button ?disabled=${this.busy} @click=${() => this.dispatchEvent(new CustomEvent('hs-cancel'))}
          >${msg('Cancel')}</vaadin-button
        >
      </div>
    </form>`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (this.busy) return;
    if (!this._file) {
      this._isMissing = true;
      this.renderRoot.querySelector<HTMLInputElement>('#file')?.focus();
      return;
    }
    const role = this.renderRoot.querySelector<HTMLSelectElement>('#role')?.value ?? '';
    const detail = { file: this._file, share: role === '' ? [] : [role] };
    this.dispatchEvent(new CustomEvent('hs-import', { detail }));
  };

  static override styles = administrationStyles;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-solution-import': HsSolutionImport;
  }
}
