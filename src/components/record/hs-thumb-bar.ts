import { localized, msg } from '@lit/localize';
import '@vaadin/button';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { buttonStyles, elementStyles } from '../../styles/element-styles.ts';

/** Saving within the thumb's reach of a phone. Fires `hs-save` ({ close: false }) and `hs-discard`. */
@customElement('hs-thumb-bar')
@localized()
export class HsThumbBar extends LitElement {
  /** Edits of a record that is saved already can be discarded; a new record is left instead. */
  @property({ type: Boolean }) discardable = false;
  /** A save is under way. */
  @property({ type: Boolean }) saving = false;

  protected override render() {
    return html`<div role="toolbar" aria-label=${msg('Commands')}>
      ${
        this.discardable
          ? html`<vaadin-button ?disabled=${this.saving} @click=${() => this.#fire('hs-discard')}
              >${msg('Discard')}</vaadin-button
            >`
          : nothing
      }
      <vaadin-button
        theme="primary"
        ?disabled=${this.saving}
        @click=${() => this.#fire('hs-save', { close: false })}
        >${msg('Save')}</vaadin-button
      >
    </div>`;
  }

  #fire(name: 'hs-save' | 'hs-discard', detail?: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  static override styles = [
    elementStyles,
    buttonStyles,
    css`
      :host {
        position: sticky;
        inset-block-end: 0;
        z-index: 2;
        display: block;
        margin-block-start: auto;
      }

      div {
        display: flex;
        gap: var(--hs-space-2);
        padding: var(--hs-space-2) var(--hs-space-3);
        border-block-start: 1px solid var(--hs-line);
        background: var(--hs-surface);
      }

      vaadin-button {
        flex: 1;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-thumb-bar': HsThumbBar;
  }
}
