import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { elementStyles } from '../../styles/element-styles.ts';
import type { IconName } from './icons.ts';
import './hs-icon.ts';

/** Says what belongs here, or what went wrong; the default slot offers the first step. */
@customElement('hs-empty-state')
export class HsEmptyState extends LitElement {
  @property() icon?: IconName;
  @property() heading = '';
  @property() text = '';
  @property({ reflect: true }) tone: 'neutral' | 'error' = 'neutral';

  override render() {
    return html`
      ${this.icon ? html`<div class="mark"><hs-icon .name=${this.icon}></hs-icon></div>` : nothing}
      <h2>${this.heading}</h2>
      ${this.text ? html`<p>${this.text}</p>` : nothing}
      <div class="actions"><slot></slot></div>
    `;
  }

  static override styles = [
    elementStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        gap: var(--hs-space-2);
        min-height: 240px;
        padding: var(--hs-space-8) var(--hs-space-4);
        text-align: center;
      }

      .mark {
        display: grid;
        place-items: center;
        width: 48px;
        height: 48px;
        margin-bottom: var(--hs-space-2);
        border-radius: 50%;
        background: var(--hs-pressed);
        color: var(--hs-text-muted);
        --hs-icon: 22px;
      }

      :host([tone='error']) .mark {
        background: var(--hs-error-soft);
        color: var(--hs-error);
      }

      h2 {
        font-size: var(--hs-text-l);
        font-weight: var(--hs-weight-strong);
      }

      p {
        max-width: 44ch;
        color: var(--hs-text-muted);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--hs-space-2);
        margin-top: var(--hs-space-2);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-empty-state': HsEmptyState;
  }
}
