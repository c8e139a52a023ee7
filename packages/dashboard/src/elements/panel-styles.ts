import { css } from 'lit';

/** A panel: a card with a heading and a list. */
export const panelStyles = css`
  :host {
    min-width: 0;
  }
  section {
    padding: 12px 14px;
    border: 1px solid var(--wv-border);
    border-radius: var(--wv-radius);
    background: var(--wv-card);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    min-height: 22px;
    margin-bottom: 6px;
  }
  h3 {
    margin-right: auto;
    font-weight: 600;
    font-size: 13px;
  }
  ul {
    margin: 0 -6px;
  }
  details {
    margin-top: 8px;
    padding-top: 6px;
    border-top: 1px solid var(--wv-border);
  }
  summary {
    padding: 4px 2px;
    border-radius: 6px;
    color: var(--wv-muted);
    cursor: pointer;
  }
`;
