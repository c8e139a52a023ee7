import type { DayFeature, Feature } from './feature.js';

/** Earlier windows that are kept: the newest so many. */
const KEPT = 4_000;

export interface NoveltyShape {
  /** Rows of a window, means that it is summarised by, and rows from one kept window to the next. */
  readonly rows: number;
  readonly means: number;
  readonly stride: number;
}

/** How unlike the newest window is to every earlier one: the distance to its nearest neighbour (a streaming discord). */
export function createNovelty({ rows, means, stride }: NoveltyShape): Feature {
  const values = new Float64Array(rows);
  const kept = new Float32Array(KEPT * means);
  const shape = new Float32Array(means);
  /** Windows that overlap with the newest are no neighbours. */
  const overlap = Math.ceil(rows / stride);
  let count = 0;
  let windows = 0;

  function summarise(): void {
    for (let part = 0; part < means; part++) {
      const from = Math.floor((part * rows) / means);
      const to = Math.floor(((part + 1) * rows) / means);
      let sum = 0;
      for (let i = from; i < to; i++) sum += values[(count + i) % rows] ?? 0;
      shape[part] = sum / (to - from);
    }
  }

  function distance(at: number, limit: number): number {
    let sum = 0;
    for (let part = 0; part < means; part++) {
      const difference = (shape[part] ?? 0) - (kept[at + part] ?? 0);
      sum += difference * difference;
      if (sum >= limit) return limit;
    }
    return sum;
  }

  function nearest(): number {
    let least = Infinity;
    const oldest = Math.max(0, windows - KEPT);
    for (let i = oldest; i < windows - overlap; i++) least = distance((i % KEPT) * means, least);
    return least;
  }

  return {
    step(value) {
      values[count % rows] = value;
      count++;
      if (count < rows) return undefined;
      summarise();
      const least = nearest();
      if (count % stride === 0) kept.set(shape, (windows++ % KEPT) * means);
      return Number.isFinite(least) ? Math.sqrt(least / means) : undefined;
    },
  };
}

/** The same over a third of a day. */
export const noveltyOfHours: DayFeature = (day) => {
  const rows = Math.max(4, Math.round(day / 3));
  return createNovelty({ rows, means: Math.min(12, rows), stride: Math.max(1, Math.round(day / 96)) });
};
