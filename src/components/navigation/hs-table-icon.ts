import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../base/hs-icon.ts';
import { tableIcon } from './table-icon.ts';

/** The icon of a table, or its initial in a tile where there is none. */
@customElement('hs-table-icon')
export class HsTableIcon extends LitElement {
  @property() table = '';
  @property() label = '';

  override render() {
    const icon = tableIcon(this.table);
    if (icon) return html`<hs-icon .name=${icon}></hs-icon>`;
    const initial = Array.from(this.label.trim())[0] ?? '·';
    return html`<span aria-hidden="true">${initial.toUpperCase()}</span>`;
  }

  static override styles = css`
    :host {
      display: inline-flex;
      flex: none;
      width: var(--hs-icon);
      height: var(--hs-icon);
    }

    span {
      display: grid;
      place-items: center;
      width: 100%;
      height: 100%;
      border: 1.25px solid currentColor;
      border-radius: 3px;
      font-size: calc(var(--hs-icon) * 0.6);
      font-weight: var(--hs-weight-strong);
      line-height: 1;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-table-icon': HsTableIcon;
  }
}
