import { css } from 'lit';

/** Sections as quiet cards, cells on a grid, and the field controls at their full width. */
export const formStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }

  .cell {
    --vaadin-input-field-label-font-size: var(--hs-text-s);
    --vaadin-input-field-label-color: var(--hs-text-muted);
    --vaadin-input-field-label-font-weight: var(--hs-weight-medium);
    --vaadin-checkbox-label-font-size: var(--hs-text-m);
  }

  vaadin-tabs {
    --vaadin-tabs-gap: 0px;
    margin-block: calc(-1 * var(--hs-space-2)) var(--hs-space-3);
    border-block-end: 1px solid var(--hs-line);
  }

  /* What is cut off shows that it goes on; where a mouse is, the component brings buttons. */
  @media (pointer: coarse) {
    vaadin-tabs[overflow~='end'] {
      mask-image: linear-gradient(to right, black calc(100% - 48px), transparent);
    }

    vaadin-tabs[overflow~='end']:dir(rtl) {
      mask-image: linear-gradient(to left, black calc(100% - 48px), transparent);
    }
  }

  vaadin-tab,
  vaadin-tab[selected] {
    --vaadin-tab-background: transparent;
    --vaadin-tab-border-radius: var(--hs-radius-s);
    min-height: calc(var(--hs-control) + 4px);
    padding-block: 0;
  }

  vaadin-tab:hover {
    --vaadin-tab-text-color: var(--hs-text);
  }

  vaadin-tab[selected]::after {
    content: '';
    position: absolute;
    inset: auto var(--hs-space-2) 0;
    height: 2px;
    border-radius: 2px;
    background: var(--hs-accent);
  }

  .tab {
    display: grid;
    gap: var(--hs-space-3);
    align-items: start;
  }

  .column {
    display: grid;
    gap: var(--hs-space-3);
    min-width: 0;
  }

  .card {
    min-width: 0;
    padding: var(--hs-space-3) var(--hs-space-4) var(--hs-space-4);
    border: 1px solid var(--hs-line);
    border-radius: var(--hs-radius);
    background: var(--hs-surface);
  }

  h2 {
    margin-block-end: var(--hs-space-2);
    font-size: var(--hs-text-m);
    font-weight: var(--hs-weight-strong);
  }

  .cells {
    display: grid;
    grid-template-columns: repeat(var(--columns, 1), minmax(0, 1fr));
    gap: var(--hs-space-2) var(--hs-space-4);
    align-items: start;
  }

  .cell {
    min-width: 0;
  }

  .cell > *,
  hs-number-field > *,
  hs-lookup-field > *,
  hs-date-time-field > * {
    width: 100%;
  }

  hs-number-field,
  hs-lookup-field,
  hs-date-time-field {
    display: block;
  }

  .boolean-field {
    display: grid;
    gap: var(--hs-space-1);
  }

  .field-label {
    color: var(--hs-text-muted);
    font-size: var(--hs-text-s);
    font-weight: var(--hs-weight-medium);
  }

  :is(input, textarea)[slot] {
    text-overflow: ellipsis;
  }

  /* As tall as the line, so that the field stays as tall as its neighbours; what can be hit is larger. */
  .field-action {
    position: relative;
    display: inline-grid;
    place-items: center;
    width: 20px;
    height: 1lh;
    color: var(--hs-accent);
  }

  .field-action::after {
    content: '';
    position: absolute;
    inset: calc((1lh - var(--hs-control)) / 2) -6px;
  }

  .note {
    padding: var(--hs-space-2) 0;
    color: var(--hs-text-muted);
    font-size: var(--hs-text-s);
  }

  @container (max-width: 520px) {
    .cells {
      grid-template-columns: minmax(0, 1fr);
    }

    .cell {
      grid-column: 1 / -1 !important;
    }

    .spacer {
      display: none;
    }
  }
`;
