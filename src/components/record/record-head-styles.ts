import { css } from 'lit';

/** The head of a record: it sticks to the top of the page that scrolls, so it is no box of its own. */
export const recordHeadStyles = css`
  :host {
    display: contents;
  }

  header {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    container-type: inline-size;
    padding: var(--hs-space-2) var(--hs-space-4);
    border-block-end: 1px solid var(--hs-line);
    background: var(--hs-surface);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--hs-space-2) var(--hs-space-3);
  }

  .names {
    flex: 1 1 0;
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

  .dirty {
    color: var(--hs-warning);
  }

  .saved,
  .sent {
    display: inline-flex;
    align-items: center;
    gap: var(--hs-space-1);
    vertical-align: bottom;
    --hs-icon: 14px;
  }

  .saved {
    color: var(--hs-info);
  }

  .sent {
    color: var(--hs-success);
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
    order: 1;
    flex: 1 0 100%;
    flex-wrap: wrap;
    gap: var(--hs-space-1) var(--hs-space-6);
    margin: 0;
    padding-inline-start: calc(var(--hs-control) + var(--hs-space-3));
  }

  .keys div {
    min-width: 0;
    max-width: 240px;
  }

  /* Where there is room they stand beside the name, and the form begins a line higher. */
  @container (min-width: 900px) {
    /* A long name gives way before the key values do. */
    .names {
      flex: 1 100 auto;
      min-width: 280px;
    }

    .bar {
      flex-wrap: nowrap;
    }

    .commands {
      flex: none;
    }

    .keys {
      order: 0;
      flex: 0 1 auto;
      flex-wrap: nowrap;
      min-width: 0;
      gap: var(--hs-space-4);
      padding: 0;
    }

    .keys div {
      max-width: 180px;
      overflow: hidden;
      padding-inline-start: var(--hs-space-4);
      border-inline-start: 1px solid var(--hs-line);
    }
  }

  dt {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--hs-text-muted);
    font-size: var(--hs-text-s);
  }

  dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
  }

  /* Little height (a phone on its side, 200 % zoom): the head gives its place to the form. */
  @media (max-height: 480px) {
    header {
      position: static;
    }
  }

  @media (max-width: 639px) {
    header {
      padding: var(--hs-space-2) var(--hs-space-3);
    }

    .bar {
      flex-wrap: nowrap;
      gap: var(--hs-space-2);
    }

    h1 {
      font-size: var(--hs-text-l);
    }

    /* The shell's header says the table; these scroll away, so that the form has the screen. */
    .kind .table {
      display: none;
    }

    .keys {
      display: grid;
      order: 0;
      flex: none;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      padding: var(--hs-space-2) var(--hs-space-4) var(--hs-space-3);
      border-block-end: 1px solid var(--hs-line);
      background: var(--hs-surface);
    }
  }
`;
