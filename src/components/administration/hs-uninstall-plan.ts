import '@vaadin/button/vaadin-button.js';
import { localized, msg, str } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { lostData, type UninstallReport } from '../../shared/metadata/solution-report.ts';
import { administrationStyles } from './administration-styles.ts';
import { kindWords, rowCount } from './report-words.ts';

/**
 * What leaves with a solution, and the question whether it shall. Where data is lost, its name must be typed. Fires
 * `hs-uninstall` and `hs-cancel`.
 */
@localized()
@customElement('hs-uninstall-plan')
export class HsUninstallPlan extends LitElement {
  @property({ attribute: false }) plan?: UninstallReport;
  @property({ attribute: false }) count: (value: number) => string = String;
  @property({ type: Boolean }) busy = false;
  /** Why the last try failed. */
  @property() problem = '';
  @state() private _typed = '';

  override render() {
    const { plan } = this;
    if (!plan) return nothing;
    const { rows, values, lookups } = lostData(plan);
    const isLossy = rows + values + lookups > 0;
    const isSure = !isLossy || this._typed.trim().toLowerCase() === plan.solution.toLowerCase();
    return html`<section class="panel" aria-labelledby="heading">
      <h2 id="heading">${msg(str`Uninstall ${plan.solution} ${plan.version}?`)}</h2>
      ${
        isLossy
          ? html`<p class="notice warning">
              ${msg('Data is lost on the server and on every device. There is no way back but a backup.')}
            </p>`
          : html`<p>${msg('No data is lost.')}</p>`
      }
      <ul>
        ${plan.tables.map((one) => html`<li>${msg(str`Table ${one.name}`)}: ${this.#rows(one.rows)}</li>`)}
        ${plan.columns.map(
          (one) =>
            html`<li>
              ${msg(str`Column ${`${one.table}.${one.name}`}`)}: ${msg('filled in')} ${this.#rows(one.rows)}
            </li>`,
        )}
        ${plan.lookups.map(
          (one) =>
            html`<li>
              ${msg(str`Lookup ${`${one.table}.${one.column}`}`)}: ${msg('emptied in')}
              ${this.#rows(one.rows)}
            </li>`,
        )}
        ${plan.roles.map(
          (one) =>
            html`<li>${msg(str`Role ${one.name}, people who have it: ${this.count(one.people)}`)}</li>`,
        )}
        ${Object.entries(plan.parts).map(
          ([kind, number]) => html`<li>${kindWords(kind)}: ${this.count(number)}</li>`,
        )}
      </ul>
      ${
        isLossy
          ? html`<div class="field">
              <label for="name">${msg(str`Type ${plan.solution} to go on`)}</label>
              <input
                id="name"
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                .value=${this._typed}
                ?disabled=${this.busy}
                @input=${(event: Event) => {
                  this._typed = (event.target as HTMLInputElement).value;
                }}
              />
            </div>`
          : nothing
      }
      ${this.problem === '' ? nothing : html`<p class="notice error" role="alert">${this.problem}</p>`}
      <div class="row">
        <vaadin-button
          theme="error"
          ?disabled=${!isSure || this.busy}
          @click=${() => this.dispatchEvent(new CustomEvent('hs-uninstall'))}
          >${this.busy ? msg('Uninstalling…') : msg('Uninstall')}</vaadin-button
        >
        <vaadin-button ?disabled=${this.busy} @click=${() => this.dispatchEvent(new CustomEvent('hs-cancel'))}
          >${msg('Keep')}</vaadin-button
        >
      </div>
    </section>`;
  }

  #rows(count: number): string {
    return rowCount(count, this.count(count));
  }

  static override styles = [
    ...administrationStyles,
    css`
      ul {
        margin: 0;
        padding-inline-start: var(--hs-space-5);
      }

      li {
        overflow-wrap: anywhere;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-uninstall-plan': HsUninstallPlan;
  }
}
