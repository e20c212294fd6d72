import { localized, msg } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { buttonStyles, elementStyles } from '../../styles/element-styles.ts';
import '../base/hs-icon.ts';

const pause = 200;

/** Quick find. Fires `hs-search-text` ({ text }) a moment after the last key, at once with Enter or when cleared. */
@localized()
@customElement('hs-search-field')
export class HsSearchField extends LitElement {
  @property() value = '';
  @property() label = '';
  @query('input') private _input!: HTMLInputElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override focus(): void {
    this._input.focus();
    this._input.select();
  }

  override render() {
    return html`<label>
      <hs-icon name="search"></hs-icon>
      <input
        type="search"
        autocomplete="off"
        enterkeyhint="search"
        aria-label=${this.label}
        placeholder=${this.label}
        .value=${this.value}
        @input=${this.#onInput}
        @keydown=${this.#onKey}
      />
      ${
        this.value === ''
          ? nothing
          : html`<button
              class="icon-button"
              type="button"
              aria-label=${msg('Clear search')}
              @click=${this.#clear}
            >
              <hs-icon name="close"></hs-icon>
            </button>`
      }
    </label>`;
  }

  readonly #onInput = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), pause);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.#tell();
    if (event.key === 'Escape' && this._input.value !== '') {
      event.stopPropagation();
      this.#clear();
    }
  };

  readonly #clear = (): void => {
    this._input.value = '';
    this._input.focus();
    this.#tell();
  };

  #tell(): void {
    clearTimeout(this.#timer);
    this.value = this._input.value;
    this.dispatchEvent(new CustomEvent('hs-search-text', { detail: { text: this.value } }));
  }

  static override styles = [
    elementStyles,
    buttonStyles,
    css`
      :host {
        display: block;
        flex: 0 1 280px;
        min-width: 0;
      }

      label {
        display: flex;
        align-items: center;
        gap: var(--hs-space-2);
        height: var(--hs-control);
        padding: 0 2px 0 var(--hs-space-2);
        border: 1px solid var(--hs-line-strong);
        border-radius: var(--hs-radius);
        background: var(--hs-surface);
        color: var(--hs-text-muted);
      }

      label:focus-within {
        outline: var(--hs-focus);
        outline-offset: -1px;
      }

      input {
        flex: 1;
        min-width: 0;
        height: 100%;
        padding: 0;
        border: 0;
        outline: none;
        background: transparent;
        color: var(--hs-text);
        font: inherit;
        text-overflow: ellipsis;
      }

      input:focus-visible {
        outline: none;
      }

      input::placeholder {
        color: var(--hs-text-muted);
        opacity: 1;
      }

      input::-webkit-search-cancel-button {
        display: none;
      }

      button.icon-button {
        min-width: 24px;
        height: 24px;
        padding: 0;
        --hs-icon: 14px;
      }

      @media (max-width: 639px) {
        :host {
          flex: 1;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-search-field': HsSearchField;
  }
}
