import { css } from 'lit';

/** The record's sticky head over its form. */
export const recordStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
    overflow: auto;
    background: var(--hs-canvas);
  }

  header {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    padding: var(--hs-space-2) var(--hs-space-4);
    border-block-end: 1px solid var(--hs-line);
    background: var(--hs-surface);
  }

  .bar {
    display: flex;
    align-items: flex-start;
    gap: var(--hs-space-3);
  }

  .bar > vaadin-button {
    margin-block-start: 2px;
  }

  .names {
    flex: 1;
    min-width: 0;
  }

  h1 {
    font-size: var(--hs-text-xl);
    font-weight: var(--hs-weight-strong);
    line-height: 1.3;
  }

  .kind {
    color: var(--hs-text-muted);
    font-size: var(--hs-text-s);
  }

  .kind select {
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
  }

  .dirty,
  .waiting {
    color: var(--hs-warning);
  }

  .error {
    color: var(--hs-error);
  }

  .commands {
    display: flex;
    align-items: center;
    gap: var(--hs-space-2);
  }

  .keys {
    display: flex;
    flex-wrap: wrap;
    gap: var(--hs-space-1) var(--hs-space-6);
    margin: var(--hs-space-2) 0 0;
  }

  .keys div {
    min-width: 0;
    max-width: 240px;
  }

  dt {
    color: var(--hs-text-muted);
    font-size: var(--hs-text-s);
  }

  dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
  }

  .notices:empty {
    display: none;
  }

  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--hs-space-2);
    margin: var(--hs-space-3) var(--hs-space-4) 0;
    padding: var(--hs-space-2) var(--hs-space-3);
    border-radius: var(--hs-radius);
    background: var(--hs-error-soft);
    color: var(--hs-error);
  }

  .notice p {
    flex: 1;
    min-width: 200px;
  }

  .body {
    padding: var(--hs-space-3) var(--hs-space-4) var(--hs-space-8);
  }

  @media (max-width: 639px) {
    header {
      padding: var(--hs-space-2) var(--hs-space-3);
    }

    .wide {
      display: none;
    }

    .keys {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      margin-inline-start: 0;
    }

    .body {
      padding-inline: var(--hs-space-3);
    }
  }
`;
