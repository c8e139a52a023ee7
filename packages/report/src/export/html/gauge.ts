import { html, type Markup } from './markup.js';

const RADIUS = 42;
const AROUND = 2 * Math.PI * RADIUS;

/** 90 and over is good, under 50 poor, as Lighthouse colours its scores. */
export function gradeOf(value: number | undefined): 'good' | 'fair' | 'poor' | 'unknown' {
  if (value === undefined) return 'unknown';
  return value >= 90 ? 'good' : value >= 50 ? 'fair' : 'poor';
}

/** A score as a ring. */
export function gauge(label: string, value: number | undefined, size: 'large' | 'small'): Markup {
  const shown = value === undefined ? '–' : String(Math.round(value));
  const filled = ((value ?? 0) / 100) * AROUND;
  const words = value === undefined ? `${label}: too little data` : `${label}: ${shown} of 100`;
  return html`<div class="gauge ${size} ${gradeOf(value)}">
    <svg viewBox="0 0 100 100" role="img" aria-label="${words}">
      <circle class="track" cx="50" cy="50" r="${RADIUS}" />
      ${
        value !== undefined &&
        html`<circle
          class="arc"
          cx="50"
          cy="50"
          r="${RADIUS}"
          transform="rotate(-90 50 50)"
          stroke-dasharray="${filled.toFixed(1)} ${AROUND.toFixed(1)}"
        />`
      }
      <text class="value" x="50" y="${size === 'large' ? 60 : 61}">${shown}</text>
    </svg>
    <span aria-hidden="true">${label}</span>
  </div>`;
}
