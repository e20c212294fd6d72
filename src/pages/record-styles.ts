import { css } from 'lit';

/** The record's form under its head. */
export const recordStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
    overflow: auto;
    background: var(--hs-canvas);
  }

  hs-empty-state {
    flex: 1;
  }

  .body {
    padding: var(--hs-space-3) var(--hs-space-4) var(--hs-space-8);
  }

  @media (max-width: 639px) {
    .body {
      padding-inline: var(--hs-space-3);
    }
  }
`;
