import '@vaadin/button/vaadin-button.js';
import { localized, msg } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { buttonStyles, elementStyles } from '../../styles/element-styles.ts';
import '../base/hs-icon.ts';
import { barStyles } from './bar-styles.ts';

/** Says that the session has ended: work goes on, sync waits for the person to sign in. Fires `hs-sign-in`. */
@localized()
@customElement('hs-sign-in-bar')
export class HsSignInBar extends LitElement {
  override render() {
    return html`<div role="status">
      <hs-icon name="warning"></hs-icon>
      <span
        >${msg('Your session has ended. Your work is kept on this device; sign in, and it is sent.')}</span
      >
      <vaadin-button theme="primary" @click=${() => this.dispatchEvent(new CustomEvent('hs-sign-in'))}
        >${msg('Sign in')}</vaadin-button
      >
    </div>`;
  }

  static override styles = [
    elementStyles,
    buttonStyles,
    barStyles,
    css`
      div {
        background: var(--hs-warning-soft);
      }

      hs-icon {
        color: var(--hs-warning);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-sign-in-bar': HsSignInBar;
  }
}
