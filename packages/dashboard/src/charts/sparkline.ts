import { svg, type TemplateResult } from 'lit';

const HEIGHT = 100;

/** A small line without axes: shape only. It decorates; the figures beside it carry the meaning. */
export function sparkline(values: readonly number[]): TemplateResult {
  const top = Math.max(...values, Number.MIN_VALUE);
  const points = values.map((value, i) => `${i},${HEIGHT - (value / top) * HEIGHT}`).join(' ');
  return svg`<svg class="spark" aria-hidden="true" preserveAspectRatio="none"
    viewBox="0 -6 ${Math.max(1, values.length - 1)} ${HEIGHT + 12}"><polyline points=${points} /></svg>`;
}
