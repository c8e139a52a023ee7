import type { Series } from '../feed/series.js';
import { formatChange, formatValue } from '../format/format.js';

/** Changes smaller than this are called steady. */
const STEADY = 0.08;

/** Of the readings from one index up to, and without, another. */
function mean(values: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] ?? 0;
  return sum / (to - from);
}

function extentOf(values: readonly number[]): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** `rising, +24 %`, from the first fifth of the readings to the last. */
function trendOf(values: readonly number[], { low, high }: ReturnType<typeof extentOf>): string {
  const part = Math.floor(values.length / 5);
  if (part < 1) return 'too few readings for a trend';
  const first = mean(values, 0, part);
  const last = mean(values, values.length - part, values.length);
  if (low === high || first === 0) return last > first ? 'rising' : 'steady';
  const ratio = last / first;
  if (Math.abs(ratio - 1) < STEADY) return 'steady';
  return `${ratio > 1 ? 'rising' : 'falling'}, ${formatChange(ratio)}`;
}

/** What a chart shows, in a sentence for people who don't see it. */
export function describeLine(series: Series, values: readonly (number | null | undefined)[]): string {
  const known = values.filter((value): value is number => value != null);
  const last = known[known.length - 1];
  if (last === undefined) return `${series.label}: no readings in this window.`;
  const extent = extentOf(known);
  const [now, low, high] = [last, extent.low, extent.high].map((value) => formatValue(value, series.unit));
  return `${series.label}: ${now}, ${trendOf(known, extent)}; lowest ${low}, highest ${high}.`;
}
