import { css } from 'lit';
import { buttonStyles, elementStyles } from '../styles/element-styles.ts';

export const settingsPageStyles = [
  elementStyles,
  buttonStyles,
  css`
    :host {
      display: block;
      height: 100%;
    }

    section {
      display: flex;
      flex-direction: column;
      gap: var(--hs-space-2);
      padding: var(--hs-space-4);
      margin-bottom: var(--hs-space-3);
      border: 1px solid var(--hs-line);
      border-radius: var(--hs-radius);
      background: var(--hs-surface);
    }

    h2 {
      margin: 0;
      font-size: var(--hs-text-m);
      font-weight: var(--hs-weight-strong);
    }

    .muted {
      color: var(--hs-text-muted);
    }

    .choices {
      display: inline-flex;
      align-self: flex-start;
      max-width: 100%;
      border: 1px solid var(--hs-line-strong);
      border-radius: var(--hs-radius);
      overflow: hidden;
    }

    .choices label {
      position: relative;
      display: flex;
      align-items: center;
      min-height: var(--hs-control);
      padding: 0 var(--hs-space-4);
      cursor: pointer;
    }

    .choices label + label {
      border-inline-start: 1px solid var(--hs-line);
    }

    .choices label:has(:checked) {
      background: var(--hs-accent);
      color: var(--hs-accent-text);
    }

    .choices label:has(:focus-visible) {
      outline: var(--hs-focus);
      outline-offset: -4px;
      outline-color: currentColor;
    }

    .choices input {
      position: absolute;
      opacity: 0;
    }

    select {
      align-self: flex-start;
      min-width: min(280px, 100%);
      height: var(--hs-control);
      padding: 0 var(--hs-space-2);
      border: 1px solid var(--hs-line-strong);
      border-radius: var(--hs-radius);
      background: var(--hs-surface);
      color: inherit;
      font: inherit;
    }

    table {
      width: min(420px, 100%);
      border-collapse: collapse;
    }

    caption {
      padding-bottom: var(--hs-space-1);
      text-align: start;
    }

    th,
    td {
      padding: var(--hs-space-1) 0;
      border-top: 1px solid var(--hs-line);
      font-weight: var(--hs-weight-normal);
      text-align: start;
    }

    td {
      text-align: end;
    }

    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--hs-space-2) var(--hs-space-4);
      margin-top: var(--hs-space-2);
    }
  `,
];
