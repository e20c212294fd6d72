import { css } from 'lit';

/** What every element of ours starts from: box sizing, hidden, focus ring, links, and text for screen readers only. */
export const elementStyles = css`
  :host {
    box-sizing: border-box;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :focus-visible {
    outline: var(--hs-focus);
    outline-offset: 1px;
  }

  /* Overlays start at the browser's own font; ours go on with the size and line of what opened them. */
  :is(
    vaadin-combo-box,
    vaadin-multi-select-combo-box,
    vaadin-date-picker,
    vaadin-context-menu,
    vaadin-popover
  )::part(overlay) {
    font: inherit;
  }

  /* Fields of Vaadin draw their ring around the whole control; a second one inside it would be noise. */
  :is(input, textarea)[slot]:focus-visible {
    outline: none;
  }

  a {
    color: var(--hs-accent);
    text-decoration: none;
    border-radius: 2px;
  }

  a:hover {
    text-decoration: underline;
  }

  h1,
  h2,
  h3,
  p {
    margin: 0;
  }

  .sr-only {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .ellipsis {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .tabular {
    font-variant-numeric: tabular-nums;
  }
`;

/** The primary and the dangerous look of vaadin-button, and a plain button of icon alone. */
export const buttonStyles = css`
  vaadin-button[theme~='primary'] {
    --vaadin-button-background: var(--hs-accent);
    --vaadin-button-text-color: var(--hs-accent-text);
    --vaadin-button-border-color: transparent;
  }

  vaadin-button[theme~='primary']:hover {
    --vaadin-button-background: var(--hs-accent-hover);
  }

  vaadin-button:not([theme~='primary']):hover {
    --vaadin-button-background: var(--hs-hover);
  }

  vaadin-button[theme~='tertiary'] {
    --vaadin-button-background: transparent;
    --vaadin-button-border-color: transparent;
  }

  vaadin-button[theme~='error']:not([theme~='primary']) {
    --vaadin-button-text-color: var(--hs-error);
  }

  .icon-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--hs-space-2);
    min-width: var(--hs-control);
    height: var(--hs-control);
    padding: 0 var(--hs-space-2);
    border: 0;
    border-radius: var(--hs-radius);
    background: transparent;
    color: inherit;
    font: inherit;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }

  .icon-button:hover {
    background: var(--hs-hover);
  }

  .icon-button:active,
  .icon-button[aria-expanded='true'] {
    background: var(--hs-pressed);
  }

  @media (forced-colors: active) {
    .icon-button {
      border: 1px solid transparent;
    }
    .icon-button:hover {
      border-color: Highlight;
    }
  }
`;
