import { css } from 'lit';

/** A line over the page that says something and offers what to do. */
export const barStyles = css`
  div {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--hs-space-2) var(--hs-space-3);
    padding: var(--hs-space-1) var(--hs-space-4);
    border-bottom: 1px solid var(--hs-line);
    background: var(--hs-accent-soft);
  }

  span {
    flex: 1;
    min-width: 200px;
  }
`;
