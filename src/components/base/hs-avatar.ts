import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/** Initials of a person: first letters of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0] ?? '?';
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return [first, last]
    .map((word) => (word ? Array.from(word)[0] : ''))
    .join('')
    .toUpperCase();
}

/** A person's initials in a circle. (Vaadin's avatar brings its tooltip and Markdown, 30 kB, into the first load.) */
@customElement('hs-avatar')
export class HsAvatar extends LitElement {
  @property() name = '';

  override render() {
    // Painted, not written: initials are no words, and would have to be part of the name of a button around them.
    return html`<span data-initials=${initialsOf(this.name)}></span>`;
  }

  static override styles = css`
    :host {
      display: inline-flex;
      flex: none;
      align-items: center;
      justify-content: center;
      width: 28px;
      height: 28px;
      border-radius: 50%;
      background: var(--hs-accent-soft);
      color: var(--hs-text);
      font-size: 0.6875rem;
      font-weight: var(--hs-weight-strong);
    }

    span::before {
      content: attr(data-initials);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-avatar': HsAvatar;
  }
}
