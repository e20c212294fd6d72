import { css } from 'lit';
import { buttonStyles, elementStyles } from '../styles/element-styles.ts';

export const viewPageStyles = [
  elementStyles,
  buttonStyles,
  css`
    :host {
      display: block;
      height: 100%;
    }

    .title {
      display: flex;
      align-items: center;
      gap: var(--hs-space-2);
      min-width: 0;
    }

    h1 {
      font-size: var(--hs-text-xl);
      font-weight: var(--hs-weight-strong);
    }

    .switcher {
      color: var(--hs-text-muted);
      font-weight: var(--hs-weight-medium);
    }

    .small {
      --hs-icon: 14px;
    }

    .total {
      color: var(--hs-text-muted);
      font-size: var(--hs-text-s);
      white-space: nowrap;
    }

    .commands {
      display: flex;
      flex: 1;
      justify-content: flex-end;
      min-width: 0;
    }

    .bar {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--hs-space-2);
      padding-bottom: var(--hs-space-3);
    }

    .selected {
      margin-inline-start: var(--hs-space-2);
      color: var(--hs-text-muted);
    }

    hs-view-grid {
      margin-bottom: var(--hs-space-3);
    }

    .split {
      display: flex;
      flex: 1;
      gap: var(--hs-space-3);
      min-width: 0;
      min-height: 0;
    }

    .split > hs-view-grid {
      flex: 3;
      min-width: 0;
    }

    .split > hs-chart-panel {
      flex: 2;
      min-width: 280px;
      margin-bottom: var(--hs-space-3);
    }

    .chips {
      display: flex;
      padding-bottom: var(--hs-space-2);
    }

    .chip {
      display: inline-flex;
      align-items: center;
      gap: var(--hs-space-2);
      max-width: 100%;
      height: 28px;
      padding: 0 var(--hs-space-3);
      border: 1px solid var(--hs-accent);
      border-radius: 14px;
      background: var(--hs-accent-soft);
      color: var(--hs-text);
      font: inherit;
      cursor: pointer;
      --hs-icon: 14px;
    }

    .float {
      display: grid;
      place-items: center;
      width: 56px;
      height: 56px;
      border-radius: 16px;
      background: var(--hs-accent);
      color: var(--hs-accent-text);
      box-shadow: var(--hs-shadow);
      --hs-icon: 24px;
    }

    @media (max-width: 639px) {
      .title {
        flex: 1;
        margin-inline-start: calc(-1 * var(--hs-space-2));
      }

      .switcher {
        color: var(--hs-text);
        font-weight: var(--hs-weight-strong);
      }

      .total {
        margin-inline-start: auto;
      }

      .bar {
        padding-inline: var(--hs-space-3);
      }

      hs-view-grid {
        margin-bottom: 0;
      }

      .chips {
        padding-inline: var(--hs-space-3);
      }

      .chip {
        height: var(--hs-control);
        border-radius: 22px;
      }

      .split > hs-chart-panel {
        margin: 0 var(--hs-space-3) var(--hs-space-3);
      }
    }
  `,
];
