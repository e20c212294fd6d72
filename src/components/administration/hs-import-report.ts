import { localized, msg, str } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ImportReport } from '../../shared/metadata/solution-report.ts';
import '../base/hs-icon.ts';
import '../grid/hs-search-field.ts';
import { administrationStyles } from './administration-styles.ts';
import { groupReport, type ReportGroup, type ReportPart } from './report-groups.ts';
import { kindWords, statusMeaning, statusWords } from './report-words.ts';

/** Names of a group that are shown before somebody asks for all. */
const shownNames = 24;

/**
 * What an import found, for each component: gaps first, what works last. Reasons are the importer's English sentences.
 * `count` writes whole numbers as the person does.
 */
@localized()
@customElement('hs-import-report')
export class HsImportReport extends LitElement {
  @property({ attribute: false }) report?: ImportReport;
  /** LCID of the titles that are preferred. */
  @property({ type: Number }) language = 1033;
  @property({ attribute: false }) count: (value: number) => string = String;
  @state() private _find = '';
  @state() private _whole: ReadonlySet<string> = new Set();

  override render() {
    const { report } = this;
    if (!report) return nothing;
    const parts = groupReport(report.items, this.language, this._find);
    return html`<hs-search-field
        .label=${msg('Find in the report')}
        .value=${this._find}
        @hs-search-text=${(event: CustomEvent<{ readonly text: string }>) => {
          this._find = event.detail.text;
        }}
      ></hs-search-field>
      ${
        parts.length > 0 &&
        this._find === '' &&
        parts.every(({ status }) => status === 'used' || status === 'kept')
          ? html`<p class="good">
              <hs-icon name="check"></hs-icon>${msg('Everything was understood; nothing has a gap.')}
            </p>`
          : nothing
      }
      ${parts.map((part) => this.#part(part))}
      ${
        parts.length === 0
          ? html`<p class="muted" role="status">
              ${this._find === '' ? msg('The solution has no components.') : msg('No component of that text.')}
            </p>`
          : nothing
      }`;
  }

  #part({ status, count, groups }: ReportPart) {
    // What asks for attention stands open; where nothing does, all is as it should be.
    const isOpen = this._find !== '' || status === 'gap' || status === 'not understood';
    return html`<details class="part" ?open=${isOpen} data-status=${status}>
      <summary>
        <span class="dot" aria-hidden="true"></span>
        <h2>${statusWords(status)}</h2>
        <span class="muted tabular">${this.count(count)}</span>
      </summary>
      <p class="muted">${statusMeaning(status)}</p>
      ${groups.map((group) => this.#group(status, group))}
    </details>`;
  }

  #group(status: string, { kind, reason, names }: ReportGroup) {
    const key = `${status} ${kind} ${reason ?? ''}`;
    const shown = this._whole.has(key) ? names : names.slice(0, shownNames);
    const rest = names.length - shown.length;
    return html`<section class="group">
      <h3>${kindWords(kind)} <span class="muted tabular">${this.count(names.length)}</span></h3>
      ${reason === undefined ? nothing : html`<p lang="en">${reason}</p>`}
      <ul>
        ${shown.map((name) => html`<li>${name}</li>`)}
      </ul>
      ${
        rest > 0
          ? html`<button
              type="button"
              class="more"
              @click=${() => {
                this._whole = new Set([...this._whole, key]);
              }}
            >
              ${msg(str`Show ${this.count(rest)} more`)}
            </button>`
          : nothing
      }
    </section>`;
  }

  static override styles = [
    ...administrationStyles,
    css`
      hs-search-field {
        display: block;
        max-width: 360px;
        margin-bottom: var(--hs-space-3);
      }

      .good {
        display: flex;
        align-items: center;
        gap: var(--hs-space-2);
        margin-bottom: var(--hs-space-3);
        color: var(--hs-success);
      }

      .part {
        margin-bottom: var(--hs-space-3);
        border: 1px solid var(--hs-line);
        border-radius: var(--hs-radius);
        background: var(--hs-surface);
      }

      summary {
        display: flex;
        align-items: center;
        gap: var(--hs-space-2);
        padding: var(--hs-space-3) var(--hs-space-4);
        border-radius: var(--hs-radius);
        cursor: pointer;
      }

      summary:hover {
        background: var(--hs-hover);
      }

      summary:focus-visible {
        outline: var(--hs-focus);
        outline-offset: -2px;
      }

      summary::after {
        content: '';
        width: 7px;
        height: 7px;
        margin-inline-start: auto;
        border: solid var(--hs-text-muted);
        border-width: 0 1.5px 1.5px 0;
        transform: rotate(45deg);
      }

      [open] > summary::after {
        transform: rotate(225deg);
      }

      .dot {
        width: 10px;
        height: 10px;
        border-radius: 50%;
        background: var(--hs-success);
      }

      [data-status='gap'] .dot {
        background: var(--hs-warning);
      }

      [data-status='not understood'] .dot {
        background: var(--hs-error);
      }

      [data-status='kept'] .dot {
        background: var(--hs-info);
      }

      .part > p {
        padding: 0 var(--hs-space-4) var(--hs-space-3);
      }

      .group {
        display: flex;
        flex-direction: column;
        gap: var(--hs-space-2);
        padding: var(--hs-space-3) var(--hs-space-4);
        border-top: 1px solid var(--hs-line);
      }

      .group p {
        max-width: 80ch;
      }

      h3 .muted {
        font-weight: var(--hs-weight-normal);
      }

      ul {
        display: flex;
        flex-wrap: wrap;
        gap: var(--hs-space-1);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        max-width: 100%;
        padding: 2px var(--hs-space-2);
        border-radius: var(--hs-radius-s);
        background: var(--hs-surface-sunken);
        overflow-wrap: anywhere;
      }

      .more {
        align-self: flex-start;
        min-height: var(--hs-control);
        padding: 0;
        border: 0;
        background: none;
        color: var(--hs-accent);
        font: inherit;
        cursor: pointer;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-import-report': HsImportReport;
  }
}
