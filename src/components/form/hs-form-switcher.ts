import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Form } from '../../shared/metadata/form.ts';
import { elementStyles } from '../../styles/element-styles.ts';

export type FormSelectEvent = CustomEvent<{ readonly id: string }>;

/**
 * Chooses among the forms of a table; draws nothing where there is no choice. The platform's own list: keyboard, screen
 * readers and phones know it. Fires `hs-form` with the id of the chosen form.
 */
@customElement('hs-form-switcher')
@localized()
export class HsFormSwitcher extends LitElement {
  @property({ attribute: false }) forms: readonly Form[] = [];
  /** Id of the form that is shown. */
  @property() formId = '';

  protected override render() {
    if (this.forms.length < 2) return nothing;
    return html`<select
      aria-label=${msg('Form')}
      title=${msg('Form')}
      .value=${this.formId}
      @change=${this.#onChange}
    >
      ${this.forms.map(
        (form) =>
          html`<option value=${form.id} ?selected=${form.id === this.formId}>
            ${form.name === '' ? msg('(no name)') : form.name}
          </option>`,
      )}
    </select>`;
  }

  readonly #onChange = (event: Event): void => {
    const id = (event.target as HTMLSelectElement).value;
    this.dispatchEvent(new CustomEvent('hs-form', { detail: { id } }) satisfies FormSelectEvent);
  };

  static override styles = [
    elementStyles,
    css`
      :host {
        display: inline-flex;
        min-width: 0;
        vertical-align: bottom;
      }

      select {
        max-width: min(280px, 60vw);
        border: 0;
        border-radius: var(--hs-radius-s);
        background: none;
        color: inherit;
        font: inherit;
        text-overflow: ellipsis;
        cursor: pointer;
      }

      select:hover {
        background: var(--hs-hover);
      }

      @media (pointer: coarse) {
        select {
          min-height: 32px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-form-switcher': HsFormSwitcher;
  }
}
