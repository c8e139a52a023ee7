import { css } from 'lit';

export const functionsStyles = css`
  .bar {
    display: flex;
    align-items: center;
    gap: 10px;
    margin-bottom: 8px;
  }
  .bar .muted {
    white-space: nowrap;
  }
  input {
    flex: 0 1 260px;
    min-width: 0;
    height: 30px;
    padding: 0 10px;
    border: 1px solid var(--wv-border-strong);
    border-radius: 7px;
    background: var(--wv-card);
  }
  input::placeholder {
    color: var(--wv-muted);
    opacity: 1;
  }
  .scroll {
    max-height: 378px;
    overflow: auto;
    contain: content;
    margin: 0 -6px;
    border-radius: 8px;
  }
  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
    table-layout: fixed;
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    height: 32px;
    padding: 0;
    background: var(--wv-card);
    border-bottom: 1px solid var(--wv-border);
    font-weight: 500;
    text-align: right;
  }
  thead th button {
    gap: 2px;
    min-height: 26px;
    padding: 0 6px;
    font-size: 12px;
  }
  thead th.name {
    text-align: left;
  }
  thead th.trend {
    color: var(--wv-muted);
    font-size: 12px;
    text-align: left;
  }
  th.name {
    width: 36%;
  }
  .row th,
  .row td {
    height: 30px;
    padding: 0 6px;
    border-bottom: 1px solid var(--wv-grid);
    text-align: right;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .row th {
    font-weight: 400;
    text-align: left;
  }
  .row:hover th,
  .row:hover td {
    background: var(--wv-raised);
  }
  .module {
    margin-left: 8px;
    color: var(--wv-muted);
    font-size: 11px;
  }
  .row .chip {
    margin-left: 6px;
    padding: 0 6px;
    font-size: 10px;
  }
  td.share {
    position: relative;
  }
  .bar-mark {
    position: absolute;
    left: 14px;
    right: 6px;
    bottom: 3px;
    width: calc(100% - 20px);
    height: 3px;
  }
  .bar-mark rect {
    fill: var(--wv-line);
    opacity: 0.45;
  }
  td.bad {
    color: var(--wv-critical);
    font-weight: 600;
  }
  .trend {
    width: 90px;
    padding-left: 14px !important;
  }
  .spark {
    display: block;
    width: 100%;
    height: 18px;
    overflow: visible;
  }
  .spark polyline {
    fill: none;
    stroke: var(--wv-line);
    stroke-width: 1.3;
    vector-effect: non-scaling-stroke;
    stroke-linejoin: round;
  }
  @container (inline-size < 720px) {
    .minor,
    .module {
      display: none;
    }
    th.name {
      width: 34%;
    }
    .trend {
      width: 62px;
    }
  }
  @container (inline-size < 460px) {
    .row th,
    .row td,
    thead th button {
      padding: 0 3px;
    }
    .trend {
      width: 44px;
      padding-left: 8px !important;
    }
  }
`;
