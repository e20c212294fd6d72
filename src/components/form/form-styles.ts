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
    margin-block-end: var(--hs-space-3);
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

  .field-action {
    display: inline-grid;
    place-items: center;
    min-width: 24px;
    min-height: 24px;
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
