import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../base/hs-icon.ts';
import { tableIcon } from './table-icon.ts';

/** Two letters of a label: initials of its words, or the beginning of its only one. */
function lettersOf(label: string): string {
  const words = label.trim().split(/\s+/);
  const letters = words.length > 1 ? words.map((word) => Array.from(word)[0]) : Array.from(words[0] ?? '');
  return letters.slice(0, 2).join('') || '·';
}

/** One of twelve hues, the same for a table everywhere: two tables with like letters still look apart. */
function hueOf(table: string): number {
  let sum = 0;
  for (let at = 0; at < table.length; at += 1) sum = (sum * 31 + table.charCodeAt(at)) % 9973;
  return (sum % 12) * 30;
}

/** The icon of a table, or letters of its label in a coloured tile where there is none. */
@customElement('hs-table-icon')
export class HsTableIcon extends LitElement {
  @property() table = '';
  @property() label = '';

  override render() {
    const icon = tableIcon(this.table);
    if (icon) return html`<hs-icon .name=${icon}></hs-icon>`;
    return html`<span aria-hidden="true" style="--hue: ${hueOf(this.table)}">${lettersOf(this.label)}</span>`;
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
      outline: 1.25px solid oklch(0.62 0.13 var(--hue));
      border-radius: 3px;
      background: oklch(0.62 0.13 var(--hue) / 18%);
      color: var(--hs-text);
      font-size: calc(var(--hs-icon) * 0.5);
      text-transform: uppercase;
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
