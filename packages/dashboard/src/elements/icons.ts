import { svg, html, type TemplateResult } from 'lit';

const PATHS = {
  pause: svg`<path d="M5.5 3v10M10.5 3v10" />`,
  play: svg`<path d="M5 3l8 5-8 5z" />`,
  download: svg`<path d="M8 2.5v8M4.8 7.5L8 10.7l3.2-3.2M3 13.5h10" />`,
  reset: svg`<path d="M3 8a5 5 0 1 0 1.6-3.7M3 2.5v2.8h2.8" />`,
  close: svg`<path d="M4 4l8 8M12 4l-8 8" />`,
  check: svg`<path d="M3.5 8.5l3 3 6-7" />`,
  bell: svg`<path d="M4 11V7a4 4 0 0 1 8 0v4l1 1.5H3zM6.8 14.2h2.4" />`,
  mute: svg`<path d="M4 11V7a4 4 0 0 1 6-3.5M12 7.5V11l1 1.5H5M2.5 2.5l11 11" />`,
  warning: svg`<path d="M8 2.5l6 11H2zM8 6.5v3M8 11.6v.1" />`,
  critical: svg`<path d="M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.500v-5zM8 5v3.500M8 10.900v.1" />`,
  info: svg`<circle cx="8" cy="8" r="6" /><path d="M8 7.300v3.400M8 5.200v.1" />`,
  spark: svg`<path d="M8 1.800l1.5 4.2 4.2 1.5-4.2 1.500L8 13.2 6.5 9 2.3 7.5 6.5 6z" />`,
  undo: svg`<path d="M5.5 3L2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6" />`,
  expand: svg`<path d="M9.5 2.500h4v4M13.5 2.500l-5 5M6.5 13.500h-4v-4M2.5 13.500l5-5" />`,
  up: svg`<path d="M8 13V3.500M4 7.200L8 3.200l4 4" />`,
  down: svg`<path d="M8 3v9.500M4 8.800l4 4 4-4" />`,
} as const;

export type IconName = keyof typeof PATHS;

/** An icon that only decorates: what it means must stand beside it as text. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${PATHS[name]}</svg>`;
}
