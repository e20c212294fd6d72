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
    }
  `,
];
