import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icons, type IconName } from './icons.ts';

/** One icon of the set, as tall as --hs-icon; decoration unless it has a `label`. */
@customElement('hs-icon')
export class HsIcon extends LitElement {
  @property() name?: IconName;
  /** Said by screen readers; absent: hidden from them. */
  @property() label?: string;

  override render() {
    const shape = this.name ? icons[this.name] : undefined;
    if (!shape) return nothing;
    return html`<svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      role=${this.label ? 'img' : nothing}
      aria-label=${this.label ?? nothing}
      aria-hidden=${this.label ? nothing : 'true'}
    >
      ${svg`${shape}`}
    </svg>`;
  }

  static override styles = css`
    :host {
      display: inline-flex;
      flex: none;
      width: var(--hs-icon);
      height: var(--hs-icon);
    }

    :host([hidden]) {
      display: none;
    }

    svg {
      width: 100%;
      height: 100%;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-icon': HsIcon;
  }
}
