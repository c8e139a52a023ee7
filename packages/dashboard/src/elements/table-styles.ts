import { css } from 'lit';

/** Plain tables: figures on the right, names on the left, wide ones scroll in themselves. */
export const tableStyles = css`
  .wide {
    overflow-x: auto;
    border-radius: 6px;
  }
  .tall {
    max-height: 240px;
    overflow-y: auto;
  }
  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
  }
  th,
  td {
    height: 30px;
    padding: 0 10px 0 0;
    border-bottom: 1px solid var(--wv-grid);
    font-weight: 400;
    text-align: right;
    white-space: nowrap;
  }
  h4 {
    margin: 14px 0 4px;
    font-weight: 600;
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--wv-card);
    border-bottom-color: var(--wv-border);
    color: var(--wv-muted);
    font-size: 12px;
    font-weight: 500;
  }
  th:first-child,
  .text {
    text-align: left;
  }
  /* A text after a figure would run into it. */
  .text:not(:first-child) {
    padding-left: 20px;
  }
  tbody tr:last-child > * {
    border-bottom: 0;
  }
`;
