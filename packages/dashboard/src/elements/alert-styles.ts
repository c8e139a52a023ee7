import { css } from 'lit';

export const alertStyles = css`
  article {
    border-radius: 8px;
  }
  .head {
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: start;
    gap: 8px;
    width: 100%;
    padding: 7px 8px;
    border-color: transparent;
    border-radius: 8px;
    background: none;
    text-align: left;
    white-space: normal;
  }
  .mark {
    display: grid;
    place-items: center;
    width: 24px;
    height: 24px;
    border-radius: 7px;
    background: var(--wv-info-soft);
    color: var(--wv-info);
  }
  .warning .mark {
    background: var(--wv-warning-soft);
    color: var(--wv-warning);
  }
  .critical .mark {
    background: var(--wv-critical-soft);
    color: var(--wv-critical);
  }
  .resolved .mark {
    background: var(--wv-healthy-soft);
    color: var(--wv-healthy);
  }
  .muted-alert .mark {
    background: var(--wv-raised);
    color: var(--wv-muted);
  }
  .what {
    min-width: 0;
  }
  .title {
    display: block;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .when {
    color: var(--wv-muted);
    font-size: 12px;
  }
  .now {
    padding-top: 1px;
    font-weight: 600;
    white-space: nowrap;
  }
  .details {
    display: grid;
    gap: 8px;
    padding: 2px 8px 12px 40px;
    overflow-wrap: anywhere;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 18px;
  }
  dt {
    color: var(--wv-muted);
    font-size: 11px;
  }
  dd {
    font-weight: 600;
  }
  wv-chart {
    height: 112px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .mute {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    color: var(--wv-muted);
  }
  .mute button {
    padding: 0 7px;
  }
`;
