import { medianOf } from '@wasm-vitals/analysis';
import type { EpochMs } from '@wasm-vitals/protocol';

/** Readings of one stretch of time. */
export interface Bin {
  readonly time: EpochMs;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** A pause of this many usual intervals is a gap in the line. */
const GAP = 3;

function binOf(points: readonly (readonly [time: EpochMs, value: number])[]): Bin {
  const n = points.length;
  const values = points.map(([, value]) => value);
  return {
    time: points.reduce((sum, [time]) => sum + time / n, 0),
    mean: values.reduce((sum, value) => sum + value / n, 0),
    low: Math.min(...values),
    high: Math.max(...values),
  };
}

/**
 * A column as at most `most` bins of equal time, with their extremes, so that no spike is lost by thinning. `undefined`
 * stands between bins where there was no reading.
 */
export function binColumn(
  times: readonly EpochMs[],
  values: readonly (number | null)[],
  most: number,
): readonly (Bin | undefined)[] {
  const from = times[0] ?? 0;
  const span = (times.at(-1) ?? from) - from;
  const usual = medianOf(times.slice(1).map((time, i) => time - (times[i] ?? time))) ?? 0;
  const width = times.length > most ? span / most : 0;
  const bins: (Bin | undefined)[] = [];
  let points: (readonly [EpochMs, number])[] = [];
  let index = 0;
  const close = () => {
    if (points.length > 0) bins.push(binOf(points));
    points = [];
  };
  times.forEach((time, row) => {
    const value = values[row] ?? null;
    const before = times[row - 1];
    const isGap = before !== undefined && usual > 0 && time - before > GAP * usual;
    const here = width > 0 ? Math.min(most - 1, Math.floor((time - from) / width)) : row;
    if (here !== index || isGap) close();
    if (isGap || (value === null && points.length === 0)) bins.push(undefined);
    index = here;
    if (value !== null && Number.isFinite(value)) points.push([time, value]);
  });
  close();
  return bins;
}
