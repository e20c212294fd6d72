import { css } from 'lit';

/** A dialog over the record; on phones it has the whole screen. */
export const quickCreateStyles = css`
  :host {
    display: contents;
  }

  vaadin-dialog::part(overlay) {
    font: inherit;
    background: var(--hs-canvas);
  }

  vaadin-dialog::part(header) {
    border-block-end: 1px solid var(--hs-line);
    background: var(--hs-surface);
    font-size: var(--hs-text-l);
  }

  vaadin-dialog::part(footer) {
    border-block-start: 1px solid var(--hs-line);
    background: var(--hs-surface);
  }

  vaadin-dialog::part(content) {
    padding: var(--hs-space-3);
  }

  hs-record-notices {
    margin-block-end: var(--hs-space-3);
  }

  @media (max-width: 639px) {
    vaadin-dialog::part(overlay) {
      width: 100vw;
      max-width: none;
      height: 100dvh;
      max-height: none;
      border: 0;
      border-radius: 0;
    }

    vaadin-dialog > vaadin-button {
      flex: 1;
    }
  }
`;
