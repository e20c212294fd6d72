import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { IconName } from './icons.ts';
import './hs-icon.ts';

export type BadgeTone = 'neutral' | 'accent' | 'success' | 'warning' | 'error' | 'info';

/** A short word with its own fill; the word carries the meaning, colour and icon only help. */
@customElement('hs-badge')
export class HsBadge extends LitElement {
  @property({ reflect: true }) tone: BadgeTone = 'neutral';
  @property() icon?: IconName;

  override render() {
    return html`${this.icon ? html`<hs-icon .name=${this.icon}></hs-icon>` : nothing}<slot></slot>`;
  }

  static override styles = css`
    :host {
      display: inline-flex;
      align-items: center;
      gap: var(--hs-space-1);
      max-width: 100%;
      padding: 1px 8px;
      border-radius: 10px;
      background: var(--hs-pressed);
      color: var(--hs-text);
      font-size: var(--hs-text-s);
      font-weight: var(--hs-weight-medium);
      line-height: 1.5;
      white-space: nowrap;
      --hs-icon: 12px;
    }

    :host([tone='accent']) {
      background: var(--hs-accent-soft);
      color: var(--hs-accent);
    }

    :host([tone='success']) {
      background: var(--hs-success-soft);
      color: var(--hs-success);
    }

    :host([tone='warning']) {
      background: var(--hs-warning-soft);
      color: var(--hs-warning);
    }

    :host([tone='error']) {
      background: var(--hs-error-soft);
      color: var(--hs-error);
    }

    :host([tone='info']) {
      background: var(--hs-info-soft);
      color: var(--hs-info);
    }

    @media (forced-colors: active) {
      :host {
        border: 1px solid;
      }
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-badge': HsBadge;
  }
}
