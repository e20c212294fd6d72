import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { buttonStyles, elementStyles } from '../../styles/element-styles.ts';
import './hs-icon.ts';
import type { MenuItem } from './menu-item.ts';
import type { MenuOverlay } from './menu-overlay.ts';

export type MenuSelectEvent = CustomEvent<{ readonly id: string }>;

/**
 * A button that opens a menu; the default slot is the button's content. The menu's code loads with the first opening.
 * Fires `hs-select` with the id of the chosen item.
 */
@customElement('hs-menu')
export class HsMenu extends LitElement {
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  /** Name of the button where its content is no text. */
  @property() label?: string;
  @property() position: 'bottom-start' | 'bottom-end' | 'top-start' | 'top-end' = 'bottom-start';
  @state() private _open = false;
  @query('button') private _button!: HTMLButtonElement;
  #menu?: MenuOverlay;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#menu?.close();
  }

  override render() {
    return html`<button
      class="icon-button"
      part="button"
      type="button"
      aria-haspopup="menu"
      aria-expanded=${this._open ? 'true' : 'false'}
      aria-label=${this.label ?? nothing}
      title=${this.label ?? nothing}
      @click=${this.#onClick}
    >
      <slot></slot>
    </button>`;
  }

  override focus(): void {
    this._button.focus();
  }

  readonly #onClick = async (): Promise<void> => {
    const overlay = await import('./menu-overlay.ts');
    this.#menu ??= new overlay.MenuOverlay(this.renderRoot as ShadowRoot, this._button, {
      onSelect: (id) => this.dispatchEvent(new CustomEvent('hs-select', { detail: { id } })),
      onOpened: (opened) => {
        this._open = opened;
      },
    });
    this.#menu.toggle(this.items, this.position);
  };

  static override styles = [
    elementStyles,
    buttonStyles,
    css`
      :host {
        display: inline-flex;
        min-width: 0;
      }

      button {
        min-width: 0;
        max-width: 100%;
      }

      vaadin-context-menu-item {
        display: flex;
        align-items: center;
        min-height: var(--hs-row);
        padding-inline: var(--hs-space-3) var(--hs-space-5);
        border-radius: var(--hs-radius-s);
        font-size: var(--hs-text-m);
        cursor: pointer;
      }

      vaadin-context-menu-item:hover,
      vaadin-context-menu-item[focused] {
        background: var(--hs-hover);
      }

      /* Room for check marks only where one of the items can have one. */
      .plain::part(checkmark) {
        display: none;
      }

      .item {
        display: flex;
        align-items: center;
        gap: var(--hs-space-3);
        max-width: min(320px, calc(100vw - 96px));
      }

      .item[data-danger] {
        color: var(--hs-error);
      }

      hr {
        margin: var(--hs-space-1) 0;
        border: 0;
        border-top: 1px solid var(--hs-line);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-menu': HsMenu;
  }
}
