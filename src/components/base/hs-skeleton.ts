import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

/** Placeholder lines for content on its way; shows itself only after 150 ms, so that fast data never flickers. */
@customElement('hs-skeleton')
export class HsSkeleton extends LitElement {
  @property({ type: Number }) rows = 8;
  @property() label = '';
  @state() private _late = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setTimeout(() => {
      this._late = true;
    }, 150);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this._late = false;
  }

  override render() {
    if (!this._late) return html``;
    return html`<div role="status" aria-label=${this.label}>
      ${Array.from(
        { length: this.rows },
        (_, row) =>
          html`<div class="row">
            <span style="width: ${[28, 40, 34, 46][row % 4]}%"></span><i></i><i></i>
          </div>`,
      )}
    </div>`;
  }

  static override styles = css`
    :host {
      display: block;
    }

    .row {
      display: flex;
      align-items: center;
      gap: var(--hs-space-6);
      height: var(--hs-row);
      padding: 0 var(--hs-space-3);
      border-bottom: 1px solid var(--hs-line);
    }

    span,
    i {
      height: 10px;
      border-radius: 5px;
      background: var(--hs-pressed);
      animation: breathe 1.4s ease-in-out infinite alternate;
    }

    i {
      width: 14%;
    }

    @keyframes breathe {
      to {
        opacity: 0.45;
      }
    }

    @media (prefers-reduced-motion: reduce) {
      span,
      i {
        animation: none;
      }
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-skeleton': HsSkeleton;
  }
}
