import { css } from 'lit';
import { elementStyles } from '../../styles/element-styles.ts';

export const chartStyles = [
  elementStyles,
  css`
    :host {
      position: relative;
      display: flex;
      flex-direction: column;
      min-width: 0;
      min-height: 200px;
    }

    hs-empty-state {
      flex: 1;
      min-height: 0;
      padding-block: var(--hs-space-3);
    }

    /* The canvas is out of the flow, so that it follows the size of its place and never makes it. */
    .drawing {
      position: relative;
      flex: 1;
      min-width: 0;
      min-height: 200px;
    }

    canvas {
      position: absolute;
      inset: 0;
    }

    .table {
      flex: 1;
      min-height: 0;
      overflow: auto;
    }

    .note {
      color: var(--hs-text-muted);
      font-size: var(--hs-text-s);
    }

    table {
      width: 100%;
      border-collapse: collapse;
    }

    th,
    td {
      height: var(--hs-row);
      padding: 0 var(--hs-space-2);
      border-bottom: 1px solid var(--hs-line);
      font-weight: var(--hs-weight-normal);
      text-align: start;
    }

    thead th {
      color: var(--hs-text-muted);
      font-weight: var(--hs-weight-medium);
    }

    .number {
      text-align: end;
    }

    .plain {
      padding: 0;
      border: 0;
      background: none;
      color: var(--hs-accent);
      font: inherit;
      cursor: pointer;
    }
  `,
];
