import type { Series } from '../feed/series.js';
import { formatChange, formatValue } from '../format/format.js';

/** Changes smaller than this are called steady. */
const STEADY = 0.08;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** `rising, +24 %`, from the first fifth of the readings to the last. */
export function trendOf(values: readonly number[]): string {
  const part = Math.floor(values.length / 5);
  if (part < 1) return 'too few readings for a trend';
  const first = mean(values.slice(0, part));
  const last = mean(values.slice(-part));
  const spread = Math.max(...values) - Math.min(...values);
  if (spread === 0 || first === 0) return last > first ? 'rising' : 'steady';
  const ratio = last / first;
  if (Math.abs(ratio - 1) < STEADY) return 'steady';
  return `${ratio > 1 ? 'rising' : 'falling'}, ${formatChange(ratio)}`;
}

/** What a chart shows, in a sentence for people who don't see it. */
export function describeLine(series: Series, values: readonly (number | null | undefined)[]): string {
  const known = values.filter((value): value is number => value != null);
  const last = known[known.length - 1];
  if (last === undefined) return `${series.label}: no readings in this window.`;
  const low = formatValue(Math.min(...known), series.unit);
  const high = formatValue(Math.max(...known), series.unit);
  return `${series.label}: ${formatValue(last, series.unit)}, ${trendOf(known)}; lowest ${low}, highest ${high}.`;
}
