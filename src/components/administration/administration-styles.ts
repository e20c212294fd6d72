import { css } from 'lit';
import { buttonStyles, elementStyles } from '../../styles/element-styles.ts';

/** What the pages and panels of administration share: framed sections, facts, notices and plain fields. */
export const administrationStyles = [
  elementStyles,
  buttonStyles,
  css`
    :host {
      display: block;
    }

    .panel {
      display: flex;
      flex-direction: column;
      gap: var(--hs-space-3);
      margin-bottom: var(--hs-space-3);
      padding: var(--hs-space-4);
      border: 1px solid var(--hs-line);
      border-radius: var(--hs-radius);
      background: var(--hs-surface);
    }

    h2,
    h3 {
      margin: 0;
      font-size: var(--hs-text-m);
      font-weight: var(--hs-weight-strong);
    }

    .muted {
      color: var(--hs-text-muted);
    }

    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--hs-space-2) var(--hs-space-3);
    }

    .field {
      display: flex;
      flex-direction: column;
      gap: var(--hs-space-1);
      min-width: 0;
    }

    label {
      font-weight: var(--hs-weight-medium);
    }

    select,
    input[type='text'] {
      width: min(320px, 100%);
      height: var(--hs-control);
      padding: 0 var(--hs-space-2);
      border: 1px solid var(--hs-line-strong);
      border-radius: var(--hs-radius);
      background: var(--hs-surface);
      color: inherit;
      font: inherit;
    }

    input[type='file'] {
      max-width: 100%;
      font: inherit;
    }

    input[type='file']::file-selector-button {
      height: var(--hs-control);
      margin-inline-end: var(--hs-space-3);
      padding: 0 var(--hs-space-3);
      border: 1px solid var(--hs-line-strong);
      border-radius: var(--hs-radius);
      background: var(--hs-surface);
      color: inherit;
      font: inherit;
      cursor: pointer;
    }

    .notice {
      padding: var(--hs-space-2) var(--hs-space-3);
      border-radius: var(--hs-radius);
      overflow-wrap: anywhere;
    }

    .notice.error {
      background: var(--hs-error-soft);
      color: var(--hs-error);
    }

    .notice.warning {
      background: var(--hs-warning-soft);
      color: var(--hs-warning);
    }
  `,
];
