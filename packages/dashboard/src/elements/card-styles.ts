import { css } from 'lit';

/**
 * `still` marks the blocks whose text changes each second. Their size does not depend on it, so that the browser lays
 * out that block alone and not the card, its row and the page; flex and grid items are not cut off like that, blocks
 * inside of them are.
 */
export const cardStyles = css`
  :host {
    min-width: 0;
    contain: layout style;
  }
  .still {
    display: block;
    contain: strict;
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
    gap: 8px;
    height: 20px;
  }
  h3 {
    flex: none;
    font-weight: 600;
    font-size: 12px;
    color: var(--wv-muted);
  }
  .change {
    flex: 1;
    min-width: 0;
  }
  .change .still {
    height: 20px;
    text-align: right;
  }
  .of {
    font-weight: 400;
  }
  .figure {
    height: 36px;
    margin: 2px 0 6px;
  }
  .figure p {
    display: flex;
    align-items: baseline;
    gap: 0 6px;
    overflow: hidden;
  }
  .figure strong {
    font-size: 24px;
    font-weight: 650;
    letter-spacing: -0.02em;
    line-height: 36px;
  }
  .unit {
    color: var(--wv-muted);
    font-size: 13px;
  }
  .label,
  .second {
    color: var(--wv-muted);
    font-size: 12px;
    white-space: nowrap;
  }
  .label {
    min-width: 0;
    margin-left: 4px;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .second {
    margin-left: auto;
  }
  .label::before,
  .second::before {
    content: '';
    display: inline-block;
    width: 10px;
    height: 2px;
    margin-right: 5px;
    border-radius: 2px;
    vertical-align: middle;
    background: var(--wv-line);
  }
  .second::before {
    background: var(--wv-line-2);
  }
  .second b {
    color: var(--wv-text);
    font-weight: 600;
  }
  wv-chart {
    margin: 0 -4px;
  }
  /* Five beside each other where there is room for all, else three: no single one in a row of its own. */
  .choices,
  .parts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(clamp(80px, (430px - 100%) * 999, 30%), 1fr));
    gap: 2px;
    margin: 8px -6px 0;
  }
  .choices button {
    display: block;
    min-width: 0;
    min-height: 38px;
    padding: 3px 6px;
    border: 0;
    background: none;
    text-align: left;
  }
  .choices .still {
    height: 32px;
    line-height: 16px;
  }
  .choices .name,
  .choices b,
  .parts dt {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .choices .name,
  .parts dt {
    color: var(--wv-muted);
    font-size: 11px;
  }
  .choices b,
  .parts dd {
    font-weight: 600;
    font-size: 12px;
  }
  .choices button:hover {
    background: var(--wv-raised);
  }
  .choices button[aria-pressed='true'] {
    background: var(--wv-raised);
    box-shadow: inset 0 0 0 1px var(--wv-border);
  }
  .choices button[aria-pressed='true'] .name {
    color: var(--wv-accent);
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
  .parts div {
    min-width: 0;
    padding: 3px 6px;
    line-height: 16px;
  }
  .parts dd {
    height: 16px;
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
