import { css } from 'lit';

/** What every part of the dashboard shares: text, buttons, chips, and help for readers of the screen. */
export const baseStyles = css`
  :host {
    display: block;
    box-sizing: border-box;
    color: var(--wv-text);
    font: 13px/1.45 var(--wv-font);
    font-variant-numeric: tabular-nums;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
    font: inherit;
    list-style: none;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 28px;
    padding: 0 10px;
    border: 1px solid var(--wv-border);
    border-radius: 7px;
    background: var(--wv-card);
    cursor: pointer;
    white-space: nowrap;
  }
  button:hover {
    background: var(--wv-raised);
  }
  button[disabled] {
    color: var(--wv-muted);
    cursor: default;
  }
  button.primary {
    border-color: var(--wv-accent);
    background: var(--wv-accent);
    color: var(--wv-on-accent);
    font-weight: 600;
  }
  button.primary:hover {
    filter: brightness(1.08);
  }
  button.quiet {
    border-color: transparent;
    background: none;
    color: var(--wv-muted);
  }
  button.quiet:hover {
    background: var(--wv-raised);
    color: var(--wv-text);
  }
  :focus-visible {
    outline: 2px solid var(--wv-accent);
    outline-offset: 2px;
  }
  svg.icon {
    width: 14px;
    height: 14px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .muted {
    color: var(--wv-muted);
  }
  .mono {
    font-family: var(--wv-mono);
    font-size: 0.92em;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 1px 7px;
    border-radius: 99px;
    background: var(--wv-raised);
    color: var(--wv-muted);
    font-size: 11px;
    font-weight: 600;
    white-space: nowrap;
  }
  .chip.healthy {
    background: var(--wv-healthy-soft);
    color: var(--wv-healthy);
  }
  .chip.warning {
    background: var(--wv-warning-soft);
    color: var(--wv-warning);
  }
  .chip.critical {
    background: var(--wv-critical-soft);
    color: var(--wv-critical);
  }
  .chip.info {
    background: var(--wv-info-soft);
    color: var(--wv-info);
  }
  .sr {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .empty {
    padding: 20px 12px;
    color: var(--wv-muted);
    text-align: center;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
