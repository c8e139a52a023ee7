import { css } from 'lit';

export const cardStyles = css`
  :host {
    min-width: 0;
  }
  section {
    display: flex;
    flex-direction: column;
    height: 100%;
    padding: 12px 14px 10px;
    border: 1px solid var(--wv-border);
    border-radius: var(--wv-radius);
    background: var(--wv-card);
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-height: 20px;
  }
  h3 {
    font-weight: 600;
    font-size: 12px;
    color: var(--wv-muted);
  }
  .of {
    font-weight: 400;
  }
  .figure {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 6px;
    margin: 2px 0 6px;
    min-height: 34px;
  }
  .figure strong {
    font-size: 24px;
    font-weight: 650;
    letter-spacing: -0.02em;
    line-height: 1.3;
  }
  .unit {
    color: var(--wv-muted);
    font-size: 13px;
  }
  .label {
    margin-left: 4px;
    color: var(--wv-muted);
    font-size: 12px;
  }
  .label::before {
    content: '';
    display: inline-block;
    width: 10px;
    height: 2px;
    margin-right: 5px;
    border-radius: 2px;
    vertical-align: middle;
    background: var(--wv-line);
  }
  .second {
    margin-left: auto;
    color: var(--wv-muted);
    font-size: 12px;
  }
  .second::before {
    content: '';
    display: inline-block;
    width: 10px;
    height: 2px;
    margin-right: 5px;
    border-radius: 2px;
    vertical-align: middle;
    background: var(--wv-line-2);
  }
  .second b {
    color: var(--wv-text);
    font-weight: 600;
  }
  wv-chart {
    margin: 0 -4px;
  }
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(84px, 1fr));
    gap: 2px;
    margin: 8px -6px 0;
  }
  .choices button {
    flex-direction: column;
    align-items: flex-start;
    gap: 0;
    min-width: 0;
    min-height: 38px;
    padding: 2px 6px;
    border-color: transparent;
    background: none;
    text-align: left;
    line-height: 1.3;
  }
  .choices button span {
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--wv-muted);
    font-size: 11px;
  }
  .choices button b {
    font-weight: 600;
    font-size: 12px;
  }
  .choices button:hover {
    background: var(--wv-raised);
  }
  .choices button[aria-pressed='true'] {
    background: var(--wv-raised);
    box-shadow: inset 0 -2px 0 var(--wv-accent);
  }
  i.alert {
    display: inline-block;
    width: 7px;
    height: 7px;
    margin-right: 4px;
    border-radius: 50%;
    background: var(--wv-warning);
  }
  i.alert.critical {
    background: var(--wv-critical);
  }
  .parts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(84px, 1fr));
    gap: 2px;
    margin: 8px -6px 0;
  }
  .parts div {
    min-width: 0;
    padding: 2px 6px;
    line-height: 1.3;
  }
  .parts dt {
    color: var(--wv-muted);
    font-size: 11px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .parts dd {
    font-weight: 600;
    font-size: 12px;
  }
  .shed {
    margin-top: 6px;
    color: var(--wv-warning);
    font-size: 12px;
  }
  .empty {
    flex: 1;
    display: grid;
    place-items: center;
    min-height: 84px;
    overflow-wrap: anywhere;
  }
`;
