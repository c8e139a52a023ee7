import { css } from 'lit';

export const headerStyles = css`
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 10px 16px;
  }
  .who {
    display: flex;
    align-items: center;
    gap: 12px;
    min-width: 0;
    flex: 1 1 260px;
  }
  .status {
    display: inline-flex;
    align-items: center;
    gap: 7px;
    padding: 5px 12px 5px 10px;
    border-radius: 99px;
    background: var(--wv-raised);
    color: var(--wv-muted);
    font-weight: 600;
  }
  .dot {
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: currentColor;
  }
  .status.healthy {
    background: var(--wv-healthy-soft);
    color: var(--wv-healthy);
  }
  .status.degraded {
    background: var(--wv-warning-soft);
    color: var(--wv-warning);
  }
  .status.critical {
    background: var(--wv-critical-soft);
    color: var(--wv-critical);
  }
  .names {
    min-width: 0;
  }
  h2 {
    font-weight: 650;
    font-size: 15px;
    line-height: 1.3;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .release {
    margin-left: 8px;
    color: var(--wv-muted);
    font-weight: 400;
    font-size: 12px;
  }
  .reason {
    color: var(--wv-muted);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .ranges {
    display: inline-flex;
    padding: 2px;
    border: 1px solid var(--wv-border);
    border-radius: 8px;
    background: var(--wv-card);
  }
  .ranges button {
    min-height: 24px;
    padding: 0 9px;
    border: 0;
    border-radius: 6px;
    background: none;
    color: var(--wv-muted);
  }
  .ranges button:hover {
    color: var(--wv-text);
  }
  .ranges button[aria-pressed='true'] {
    background: var(--wv-raised);
    color: var(--wv-text);
    font-weight: 600;
    box-shadow: inset 0 0 0 1px var(--wv-border);
  }
  .menu {
    position: relative;
  }
  summary {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 28px;
    padding: 0 10px;
    border: 1px solid var(--wv-border);
    border-radius: 7px;
    background: var(--wv-card);
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary:hover {
    background: var(--wv-raised);
  }
  .items {
    position: absolute;
    z-index: 3;
    right: 0;
    top: calc(100% + 4px);
    display: grid;
    min-width: 100px;
    padding: 4px;
    border: 1px solid var(--wv-border);
    border-radius: 9px;
    background: var(--wv-card);
    box-shadow: 0 8px 24px rgb(0 0 0 / 18%);
  }
  .items button {
    justify-content: flex-start;
    color: var(--wv-text);
  }
  .paused {
    flex: 1 1 100%;
    padding: 5px 12px;
    border-radius: 7px;
    background: var(--wv-info-soft);
    color: var(--wv-info);
  }
  .close {
    width: 28px;
    padding: 0;
  }
  /* Still there for those who listen. */
  @container (inline-size < 520px) {
    .word {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .tools {
      flex: 1 1 100%;
    }
    .ranges {
      margin-right: auto;
    }
    .reason {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      line-clamp: 2;
      white-space: normal;
    }
  }
`;
