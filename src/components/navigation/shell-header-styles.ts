import { css } from 'lit';
import { buttonStyles, elementStyles } from '../../styles/element-styles.ts';

export const shellHeaderStyles = [
  elementStyles,
  buttonStyles,
  css`
    :host {
      display: block;
      flex: 1;
      min-width: 0;
      color: var(--hs-text);
      --hs-icon: 18px;
    }

    header {
      display: flex;
      align-items: center;
      gap: var(--hs-space-1);
      height: var(--hs-header);
      padding: 0 var(--hs-space-2);
    }

    .small {
      --hs-icon: 14px;
      color: var(--hs-text-muted);
    }

    .brand {
      display: inline-flex;
      align-items: center;
      gap: var(--hs-space-2);
      padding: 0 var(--hs-space-2);
      color: var(--hs-text);
      font-weight: var(--hs-weight-strong);
    }

    .brand hs-icon,
    .apps > hs-icon:first-child {
      color: var(--hs-accent);
    }

    .name,
    .heading {
      font-weight: var(--hs-weight-strong);
    }

    .heading {
      flex: 0 1 auto;
      padding: 0 var(--hs-space-1);
      font-size: var(--hs-text-l);
    }

    .apps {
      flex: 0 1 auto;
      max-width: calc(var(--hs-drawer) - 8px);
    }

    .grow {
      flex: 1;
      min-width: 0;
    }

    .search {
      display: flex;
      justify-content: center;
      padding: 0 var(--hs-space-2);
    }

    .search button {
      display: flex;
      align-items: center;
      gap: var(--hs-space-2);
      width: min(480px, 100%);
      height: 32px;
      padding: 0 var(--hs-space-2) 0 var(--hs-space-3);
      border: 1px solid var(--hs-line);
      border-radius: var(--hs-radius);
      background: var(--hs-canvas);
      color: var(--hs-text-muted);
      font: inherit;
      text-align: start;
      cursor: text;
      --hs-icon: 16px;
    }

    .search button:hover {
      border-color: var(--hs-line-strong);
    }

    .search span {
      flex: 1;
    }

    kbd {
      padding: 0 6px;
      border: 1px solid var(--hs-line);
      border-radius: 4px;
      font: inherit;
      font-size: 0.6875rem;
    }

    .indicator {
      font-size: var(--hs-text-s);
    }

    a.icon-button {
      color: inherit;
      text-decoration: none;
    }

    @media (pointer: coarse) {
      .search button {
        height: 40px;
      }

      kbd {
        display: none;
      }
    }
  `,
];
