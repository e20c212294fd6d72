import { localized, msg } from '@lit/localize';
import '@vaadin/button';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { OutboxEntry } from '../../store/entry.ts';
import { problemWords } from '../base/problem-words.ts';
import { buttonStyles, elementStyles } from '../../styles/element-styles.ts';

export type EntryEvent = CustomEvent<{ readonly id: string }>;

/**
 * What is wrong with the open record, with the way out: the last save's failure, and changes that the server did not
 * accept. Fires `hs-retry` and `hs-discard-change`, both with the entry's id.
 */
@customElement('hs-record-notices')
@localized()
export class HsRecordNotices extends LitElement {
  /** Words for why the last save failed; empty: it did not. */
  @property() failure = '';
  /** The record's waiting changes; those with a problem are shown. */
  @property({ attribute: false }) entries: readonly OutboxEntry[] = [];

  /** The name of a column as people know it. */
  @property({ attribute: false }) labelOf: (column: string) => string = (column) => column;

  protected override render() {
    const refused = this.entries.filter((entry) => entry.problem !== undefined);
    return html`<div role="alert">
      ${this.failure === '' ? nothing : html`<p class="notice">${this.failure}</p>`}
      ${refused.map(
        (entry) =>
          html`<div class="notice">
            <p>${msg('The server did not accept a change')}: ${this.#words(entry)}</p>
            <vaadin-button @click=${() => this.#fire('hs-retry', entry.id)}
              >${msg('Try again')}</vaadin-button
            >
            <vaadin-button theme="tertiary" @click=${() => this.#fire('hs-discard-change', entry.id)}
              >${msg('Discard change')}</vaadin-button
            >
          </div>`,
      )}
    </div>`;
  }

  #words({ problem }: OutboxEntry): string {
    if (problem === undefined) return '';
    return problemWords(problem, problem.column === undefined ? undefined : this.labelOf(problem.column));
  }

  #fire(name: 'hs-retry' | 'hs-discard-change', id: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail: { id } }) satisfies EntryEvent);
  }

  static override styles = [
    elementStyles,
    buttonStyles,
    css`
      :host {
        display: block;
      }

      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--hs-space-2);
        margin: var(--hs-space-3) var(--hs-space-4) 0;
        padding: var(--hs-space-2) var(--hs-space-3);
        border-radius: var(--hs-radius);
        background: var(--hs-error-soft);
        color: var(--hs-error);
      }

      .notice p {
        flex: 1;
        min-width: 200px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-record-notices': HsRecordNotices;
  }
}
