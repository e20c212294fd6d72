import '@vaadin/button/vaadin-button.js';
import { localized, msg } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { buttonStyles, elementStyles } from '../../styles/element-styles.ts';
import '../base/hs-icon.ts';
import { barStyles } from './bar-styles.ts';

/** Says that a new version is ready and lets the person choose when. Fires `hs-update-now` and `hs-update-later`. */
@localized()
@customElement('hs-update-bar')
export class HsUpdateBar extends LitElement {
  override render() {
    return html`<div role="status">
      <hs-icon name="sparkle"></hs-icon>
      <span>${msg('A new version is ready. Update when it suits you.')}</span>
      <vaadin-button theme="primary" @click=${() => this.#fire('hs-update-now')}
        >${msg('Update now')}</vaadin-button
      >
      <vaadin-button theme="tertiary" @click=${() => this.#fire('hs-update-later')}
        >${msg('Later')}</vaadin-button
      >
    </div>`;
  }

  #fire(name: 'hs-update-now' | 'hs-update-later'): void {
    this.dispatchEvent(new CustomEvent(name));
  }

  static override styles = [elementStyles, buttonStyles, barStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-update-bar': HsUpdateBar;
  }
}
