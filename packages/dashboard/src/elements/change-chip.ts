import { html, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import type { Baseline } from '@wasm-vitals/protocol';
import type { Series } from '../feed/series.js';
import { formatChange, formatValue } from '../format/format.js';

/** A change of less than this against normal is not worth a colour. */
const NOTABLE = 0.1;
/** Nor is one within the usual spread. */
const NOTABLE_SPREADS = 3;

/** How a reading compares with what is normal; coloured only where that means better or worse. */
export function changeChip(series: Series, value: number, baseline: Baseline): TemplateResult {
  const { median, spread, samples } = baseline;
  const normal = formatValue(median, series.unit);
  const far = Math.abs(value - median) > NOTABLE_SPREADS * spread;
  const notable = far && Math.abs(value - median) > NOTABLE * Math.abs(median);
  const sign = series.better === 'higher' ? -1 : 1;
  const bad = notable && series.better !== 'neither' && sign * (value - median) > 0;
  const good = notable && series.better !== 'neither' && sign * (value - median) < 0;
  const text = median === 0 ? `normal ${normal}` : formatChange(value / median);
  return html`<span
    class=${classMap({ chip: true, warning: bad, healthy: good })}
    title="Normal is ${normal} (median of ${samples} readings)"
    >${text}${median === 0 ? '' : html`<span class="of">vs normal</span>`}</span
  >`;
}
