import { css } from 'lit';

/**
 * The look of the dashboard as custom properties: set any `--wv-…` on the element to change it. Both themes hold WCAG
 * 2.2 AA for text (4.5 : 1) on every surface used.
 */
export const tokens = css`
  :host {
    color-scheme: light dark;
    --wv-surface: light-dark(#f6f7f9, #0e1014);
    --wv-card: light-dark(#ffffff, #16191f);
    --wv-raised: light-dark(#f1f3f6, #1f232b);
    --wv-border: light-dark(#e2e5ea, #272c36);
    --wv-border-strong: light-dark(#8a92a0, #687182);
    --wv-text: light-dark(#14171d, #eceef2);
    --wv-muted: light-dark(#59606e, #9aa3b2);
    --wv-accent: light-dark(#3b55d9, #8ea6ff);
    --wv-on-accent: light-dark(#ffffff, #0e1014);
    --wv-healthy: light-dark(#14743b, #4cc38a);
    --wv-warning: light-dark(#935300, #e5a540);
    --wv-critical: light-dark(#bf2332, #ff7b7b);
    --wv-info: light-dark(#2563a8, #7ab8ff);
    --wv-healthy-soft: light-dark(#e6f5ec, #12291d);
    --wv-warning-soft: light-dark(#fdf2df, #2e2310);
    --wv-critical-soft: light-dark(#fdebec, #351a1d);
    --wv-info-soft: light-dark(#e9f1fb, #14243a);
    --wv-action: light-dark(#7a3fc4, #c79bff);
    --wv-line: light-dark(#3b55d9, #8ea6ff);
    --wv-line-2: light-dark(#0b8577, #4fd1c0);
    --wv-grid: light-dark(#eceef2, #222731);
    --wv-band: light-dark(rgb(20 116 59 / 9%), rgb(76 195 138 / 10%));
    --wv-threshold: light-dark(#bf2332, #ff7b7b);
    --wv-hatch: light-dark(#d5d9e0, #363d4a);
    --wv-heat: light-dark(#3b55d9, #8ea6ff);
    --wv-select: light-dark(rgb(59 85 217 / 14%), rgb(142 166 255 / 20%));
    --wv-cursor: light-dark(#8a92a0, #687182);
    --wv-radius: 10px;
    --wv-font: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif;
    --wv-mono: ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
`;
