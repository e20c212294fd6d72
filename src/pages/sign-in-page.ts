import '@vaadin/button/vaadin-button.js';
import { localized, msg } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { buttonStyles, elementStyles } from '../styles/element-styles.ts';

/** Shown to nobody known. Fires `hs-sign-in`. */
@localized()
@customElement('hs-sign-in-page')
export class HsSignInPage extends LitElement {
  /** False: there is no connection, so signing in has to wait. */
  @property({ type: Boolean }) reachable = false;

  get heading(): string {
    return msg('Sign in');
  }

  override render() {
    return html`<div class="card">
      <img src="/icons/icon.svg" alt="" width="56" height="56" />
      <h1>Haversack</h1>
      <p>
        ${
          this.reachable
            ? msg(
                'Sign in with your organization’s account. After that your apps open with or without a network.',
              )
            : msg('The first sign-in on this device needs a connection. Connect, then try again.')
        }
      </p>
      <vaadin-button theme="primary" @click=${() => this.dispatchEvent(new CustomEvent('hs-sign-in'))}
        >${this.reachable ? msg('Sign in') : msg('Try again')}</vaadin-button
      >
    </div>`;
  }

  static override styles = [
    elementStyles,
    buttonStyles,
    css`
      :host {
        display: grid;
        min-height: 100%;
        padding: var(--hs-space-4);
        place-items: center;
      }

      .card {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: var(--hs-space-4);
        width: min(380px, 100%);
        padding: var(--hs-space-8) var(--hs-space-6);
        border: 1px solid var(--hs-line);
        border-radius: var(--hs-radius);
        background: var(--hs-surface);
        text-align: center;
      }

      h1 {
        font-size: var(--hs-text-xl);
        font-weight: var(--hs-weight-strong);
      }

      p {
        color: var(--hs-text-muted);
      }

      vaadin-button {
        width: 100%;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-sign-in-page': HsSignInPage;
  }
}
