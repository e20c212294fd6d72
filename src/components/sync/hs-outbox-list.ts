import '@vaadin/button/vaadin-button.js';
import { consume } from '@lit/context';
import { localized, msg, str } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Formats } from '../../i18n/formats.ts';
import type { AppCatalog } from '../../state/app-catalog.ts';
import { appCatalogContext } from '../../state/app-catalog.ts';
import { formatsContext } from '../../state/formats-context.ts';
import { linksContext, type Links } from '../../state/links.ts';
import type { OutboxEntry } from '../../store/entry.ts';
import { buttonStyles, elementStyles } from '../../styles/element-styles.ts';
import '../base/hs-badge.ts';
import '../base/hs-empty-state.ts';
import { canSendAgain, entryAction, entryStanding, isProblem } from './waiting-changes.ts';

export type OutboxEntryEvent = CustomEvent<{ readonly entry: OutboxEntry }>;

/** The changes that have not been acknowledged, troubled ones first. Fires `hs-retry` and `hs-discard`. */
@localized()
@customElement('hs-outbox-list')
export class HsOutboxList extends LitElement {
  @property({ attribute: false }) entries: readonly OutboxEntry[] = [];
  @consume({ context: formatsContext, subscribe: true }) @state() private _formats?: Formats;
  @consume({ context: appCatalogContext, subscribe: true }) @state() private _catalog?: AppCatalog;
  @consume({ context: linksContext }) @state() private _links?: Links;

  override render() {
    if (this.entries.length === 0)
      return html`<hs-empty-state
        icon="connected"
        .heading=${msg('Everything is sent')}
        .text=${msg('Changes that you make are listed here until the server has them.')}
      ></hs-empty-state>`;
    const problems = this.entries.filter(isProblem);
    const waiting = this.entries.filter((entry) => !isProblem(entry));
    return html`
      ${this.#group(msg('Not sent: your decision is needed'), problems)}
      ${this.#group(msg('Waiting'), waiting)}
    `;
  }

  #group(heading: string, entries: readonly OutboxEntry[]) {
    if (entries.length === 0) return nothing;
    return html`<section>
      <h2>${heading} <span class="muted tabular">${entries.length}</span></h2>
      <ul>
        ${repeat(
          entries,
          (entry) => entry.id,
          (entry) => this.#entry(entry),
        )}
      </ul>
    </section>`;
  }

  #entry(entry: OutboxEntry) {
    const { operation } = entry;
    const table = this._catalog?.table(operation.table)?.label ?? operation.table;
    const title = entry.title || msg('(no name)');
    const href = operation.kind === 'delete' ? undefined : this._links?.record(operation.table, operation.id);
    const made = Date.parse(entry.madeAt);
    return html`<li>
      <div class="what">
        <div class="line">
          ${href ? html`<a class="ellipsis" href=${href}>${title}</a>` : html`<strong class="ellipsis">${title}</strong>`}
          <hs-badge .tone=${isProblem(entry) ? 'error' : 'neutral'}>${entryAction(entry)}</hs-badge>
        </div>
        <p class="muted">
          ${table}${
            Number.isNaN(made) || !this._formats
              ? nothing
              : html` · <span title=${this._formats.instant(made)}>${this._formats.ago(made)}</span>`
          }
        </p>
        <p class=${isProblem(entry) ? 'bad' : 'muted'}>${entryStanding(entry, this.#columnLabel(entry))}</p>
      </div>
      <div class="actions">
        ${
          canSendAgain(entry)
            ? html`<vaadin-button @click=${() => this.#fire('hs-retry', entry)}
                >${msg('Send again')}</vaadin-button
              >`
            : nothing
        }
        ${
          entry.state === 'sealed'
            ? nothing
            : html`<vaadin-button
                theme="tertiary error"
                aria-label=${msg(str`Discard: ${title}`)}
                @click=${() => this.#fire('hs-discard', entry)}
                >${msg('Discard')}</vaadin-button
              >`
        }
      </div>
    </li>`;
  }

  #columnLabel(entry: OutboxEntry): string | undefined {
    const column = entry.problem?.column;
    if (column === undefined) return undefined;
    return this._catalog?.column(entry.operation.table, column)?.label ?? column;
  }

  #fire(name: 'hs-retry' | 'hs-discard', entry: OutboxEntry): void {
    this.dispatchEvent(new CustomEvent(name, { detail: { entry } }));
  }

  static override styles = [
    elementStyles,
    buttonStyles,
    css`
      :host {
        display: block;
      }

      h2 {
        margin: var(--hs-space-4) 0 var(--hs-space-2);
        font-size: var(--hs-text-m);
        font-weight: var(--hs-weight-strong);
      }

      ul {
        margin: 0;
        padding: 0;
        border: 1px solid var(--hs-line);
        border-radius: var(--hs-radius);
        background: var(--hs-surface);
        list-style: none;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--hs-space-2) var(--hs-space-4);
        padding: var(--hs-space-3) var(--hs-space-4);
      }

      li + li {
        border-top: 1px solid var(--hs-line);
      }

      .what {
        flex: 1;
        min-width: min(260px, 100%);
      }

      .line {
        display: flex;
        align-items: center;
        gap: var(--hs-space-2);
      }

      .line > a,
      strong {
        font-weight: var(--hs-weight-medium);
      }

      .muted {
        color: var(--hs-text-muted);
        font-weight: var(--hs-weight-normal);
      }

      .bad {
        color: var(--hs-error);
      }

      .actions {
        display: flex;
        gap: var(--hs-space-2);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-outbox-list': HsOutboxList;
  }
}
