import { css } from 'lit';
import { elementStyles } from '../../styles/element-styles.ts';

export const viewGridStyles = [
  elementStyles,
  css`
    :host {
      display: flex;
      flex: 1;
      flex-direction: column;
      min-height: 0;
      min-width: 0;
      background: var(--hs-surface);
      border: 1px solid var(--hs-line);
      border-radius: var(--hs-radius);
      overflow: hidden;
    }

    vaadin-grid {
      flex: 1;
      height: auto;
      min-height: 0;
      --vaadin-grid-border-width: 0px;
      --vaadin-grid-cell-padding: 0 10px;
      --vaadin-grid-border-radius: 0px;
    }

    vaadin-grid::part(cell) {
      min-height: var(--hs-row);
    }

    vaadin-grid::part(header-cell) {
      min-height: 34px;
      background: var(--hs-surface);
      letter-spacing: 0.01em;
    }

    vaadin-grid-sorter::part(indicators) {
      --vaadin-text-color-disabled: transparent;
    }

    vaadin-grid-cell-content:hover > vaadin-grid-sorter::part(indicators) {
      --vaadin-text-color-disabled: var(--hs-text-muted);
    }

    vaadin-grid-sorter[direction] {
      color: var(--hs-text);
    }

    vaadin-checkbox {
      --vaadin-checkbox-size: 16px;
    }

    vaadin-checkbox[checked],
    vaadin-checkbox[indeterminate] {
      --vaadin-checkbox-background: var(--hs-accent);
      --vaadin-checkbox-marker-color: var(--hs-accent-text);
    }

    hs-empty-state {
      flex: 1;
      padding-bottom: 20%;
    }

    .primary {
      display: flex;
      align-items: center;
      gap: var(--hs-space-2);
      min-width: 0;
    }

    .primary a {
      font-weight: var(--hs-weight-medium);
    }

    a.ellipsis {
      display: block;
    }

    /* Only the record's own name stands out; a row of five blue links reads as noise. */
    :not(.primary) > a.ellipsis {
      color: inherit;
      text-decoration: underline;
      text-decoration-color: var(--hs-line);
      text-underline-offset: 3px;
    }

    :not(.primary) > a.ellipsis:hover {
      color: var(--hs-accent);
      text-decoration-color: currentColor;
    }

    .mark {
      --hs-icon: 14px;
    }

    .waiting {
      color: var(--hs-info);
    }

    .problem {
      color: var(--hs-error);
    }

    .absent {
      color: var(--hs-text-muted);
    }

    .dot {
      display: inline-block;
      width: 8px;
      height: 8px;
      margin-inline-end: var(--hs-space-2);
      border-radius: 50%;
      forced-color-adjust: none;
    }

    .plain {
      height: var(--hs-control);
      padding: 0 var(--hs-space-3);
      border: 1px solid var(--hs-line-strong);
      border-radius: var(--hs-radius);
      background: transparent;
      color: inherit;
      font: inherit;
      cursor: pointer;
    }

    .cards {
      --vaadin-grid-cell-padding: 0;
    }

    .card {
      display: flex;
      flex-direction: column;
      gap: 2px;
      min-height: 64px;
      padding: var(--hs-space-3) var(--hs-space-4);
      color: var(--hs-text);
      text-decoration: none;
      border-radius: 0;
    }

    .card:focus-visible {
      outline-offset: -2px;
    }

    .card-title {
      display: flex;
      align-items: center;
      gap: var(--hs-space-2);
      min-width: 0;
      font-weight: var(--hs-weight-medium);
    }

    .card-line {
      color: var(--hs-text-muted);
      font-size: var(--hs-text-s);
    }

    @media (max-width: 639px) {
      :host {
        border-width: 1px 0 0;
        border-radius: 0;
      }
    }
  `,
];
