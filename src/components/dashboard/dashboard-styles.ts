import { css } from 'lit';
import { elementStyles } from '../../styles/element-styles.ts';

export const dashboardStyles = [
  elementStyles,
  css`
    :host {
      display: block;
    }

    h2 {
      min-width: 0;
      font-size: var(--hs-text-m);
      font-weight: var(--hs-weight-strong);
    }

    .note {
      padding-bottom: var(--hs-space-2);
      color: var(--hs-text-muted);
    }

    .section {
      display: grid;
      grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
      grid-auto-rows: 28px;
      gap: 4px var(--hs-space-3);
      padding-bottom: var(--hs-space-3);
    }

    .cell {
      display: flex;
      flex-direction: column;
      grid-column: span var(--colspan);
      grid-row: span var(--rowspan);
      gap: var(--hs-space-2);
      min-width: 0;
      min-height: 0;
      padding-bottom: var(--hs-space-2);
    }

    .cell > * {
      flex: 1;
      min-height: 0;
    }

    .list,
    .cell > hs-empty-state {
      display: flex;
      flex-direction: column;
      border: 1px solid var(--hs-line);
      border-radius: var(--hs-radius);
      background: var(--hs-surface);
      overflow: hidden;
    }

    .list hs-view-grid {
      border-width: 1px 0 0;
      border-radius: 0;
    }

    .head {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--hs-space-2);
      min-height: calc(var(--hs-control) + var(--hs-space-2));
      padding-inline: var(--hs-space-3);
    }

    .all {
      display: grid;
      place-items: center;
      width: var(--hs-control);
      height: var(--hs-control);
      --hs-icon: 16px;
    }

    @media (max-width: 1023px) {
      .section {
        grid-template-columns: repeat(min(var(--columns), 2), minmax(0, 1fr));
      }

      .cell {
        grid-column: span 1;
        grid-row: span max(var(--rowspan), 9);
      }
    }

    @media (max-width: 639px) {
      .section {
        grid-template-columns: minmax(0, 1fr);
        grid-auto-rows: auto;
      }

      .cell {
        grid-row: auto;
        height: 340px;
      }
    }
  `,
];
