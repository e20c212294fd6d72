import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { elementStyles } from '../../styles/element-styles.ts';

/**
 * A page: a head that stays (title, slot `title` beside it, slot `commands`) over content that scrolls, or, with
 * `fixed`, fills the rest and scrolls inside itself. Slot `action` floats in the thumb's reach on phones.
 */
@customElement('hs-page-frame')
export class HsPageFrame extends LitElement {
  @property() heading = '';
  @property({ type: Boolean, reflect: true }) fixed = false;
  /** Keeps the text in a readable measure. */
  @property({ type: Boolean, reflect: true }) narrow = false;

  override render() {
    return html`
      <header>
        <div class="title">
          <slot name="title"><h1 class="ellipsis">${this.heading}</h1></slot>
        </div>
        <div class="commands"><slot name="commands"></slot></div>
      </header>
      <div class="content">
        <div class="measure"><slot></slot></div>
      </div>
      <slot name="action"></slot>
    `;
  }

  static override styles = [
    elementStyles,
    css`
      :host {
        position: relative;
        display: flex;
        flex-direction: column;
        height: 100%;
        min-height: 0;
        min-width: 0;
      }

      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--hs-space-2) var(--hs-space-4);
        padding: var(--hs-space-3) var(--hs-space-4);
      }

      .title {
        display: flex;
        align-items: center;
        gap: var(--hs-space-2);
        min-width: 0;
        max-width: 100%;
      }

      h1 {
        font-size: var(--hs-text-xl);
        font-weight: var(--hs-weight-strong);
        line-height: 1.3;
      }

      .commands {
        display: flex;
        flex: 1;
        align-items: center;
        justify-content: flex-end;
        gap: var(--hs-space-2);
        min-width: 0;
      }

      .content {
        flex: 1;
        min-height: 0;
        overflow: auto;
        padding: 0 var(--hs-space-4) var(--hs-space-6);
        overscroll-behavior: contain;
      }

      :host([narrow]) .measure {
        max-width: 720px;
      }

      :host([fixed]) .content {
        display: flex;
        flex-direction: column;
        overflow: hidden;
        padding-bottom: 0;
      }

      :host([fixed]) .measure {
        display: flex;
        flex: 1;
        flex-direction: column;
        min-height: 0;
      }

      ::slotted([slot='action']) {
        position: absolute;
        inset-inline-end: var(--hs-space-4);
        bottom: var(--hs-space-4);
        z-index: 3;
      }

      @media (max-width: 639px) {
        header {
          padding: var(--hs-space-2) var(--hs-space-3);
        }

        header {
          row-gap: 0;
        }

        .title {
          flex: 1 1 100%;
        }

        /* The shell's header shows the title. */
        h1 {
          position: absolute;
          width: 1px;
          height: 1px;
          clip-path: inset(50%);
        }

        ::slotted([slot='commands']) {
          margin-top: var(--hs-space-2);
        }

        .content {
          padding-inline: var(--hs-space-3);
        }

        :host([fixed]) .content {
          padding-inline: 0;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-page-frame': HsPageFrame;
  }
}
