import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../base/hs-icon.ts';
import { indicatorLook, type Indicator } from './indicator-look.ts';

/** The offline indicator: shape, colour and word of one of six states. The word is shown where `wordy`. */
@localized()
@customElement('hs-sync-indicator')
export class HsSyncIndicator extends LitElement {
  @property({ reflect: true }) indicator: Indicator = 'not-connected';
  @property({ type: Boolean }) wordy = false;

  override render() {
    const look = indicatorLook(this.indicator);
    return html`<hs-icon
        style="color: ${look.color}"
        .name=${look.icon}
        .label=${this.wordy ? undefined : look.word}
      ></hs-icon
      >${this.wordy ? html`<span>${look.word}</span>` : nothing}`;
  }

  static override styles = css`
    :host {
      display: inline-flex;
      align-items: center;
      gap: var(--hs-space-2);
      white-space: nowrap;
    }

    :host([indicator='syncing']) hs-icon {
      animation: turn 1.6s linear infinite;
    }

    @keyframes turn {
      to {
        rotate: 1turn;
      }
    }

    @media (prefers-reduced-motion: reduce) {
      :host([indicator='syncing']) hs-icon {
        animation: none;
      }
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-sync-indicator': HsSyncIndicator;
  }
}
