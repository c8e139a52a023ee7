import type { Series } from './corpus.js';

/**
 * NAB's scoring rule: Lavin & Ahmad, "Evaluating Real-time Anomaly Detection Algorithms – the Numenta Anomaly
 * Benchmark", 2015. Detections in a window count once, by the earliest, the more the earlier; each one outside costs,
 * the more the further behind a window; one threshold serves the whole corpus.
 */
export interface Profile {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

export const PROFILES = {
  standard: { tp: 1, fp: 0.11, fn: 1 },
  lowFP: { tp: 1, fp: 0.22, fn: 1 },
  lowFN: { tp: 1, fp: 0.11, fn: 2 },
} as const satisfies Record<string, Profile>;

/** A series with an anomaly score, 0 to 1 or any other scale, for each row. */
export interface Scored {
  readonly series: Series;
  readonly scores: ArrayLike<number>;
}

const PROBATION_SHARE = 0.15;
const PROBATION_ROWS = 750;

/** Rows at the begin in which nothing is scored. */
export function probation(rows: number): number {
  return Math.min(
    Math.floor(PROBATION_SHARE * rows),
    Math.floor(PROBATION_SHARE * (PROBATION_ROWS / PROBATION_SHARE)),
  );
}

function sigmoid(position: number): number {
  return position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
}

/** A detection that could be made: what it is worth, and in which window it lies. */
interface Candidate {
  readonly score: number;
  readonly worth: number;
  /** Number of its window in the corpus; −1 outside of all. */
  readonly window: number;
}

function worthOutside(row: number, windows: Series['windows']): number {
  const before = windows.findLast(([, last]) => last < row);
  if (!before) return -1;
  const width = before[1] - before[0] + 1;
  return sigmoid((row - before[1]) / Math.max(1, width - 1));
}

function candidatesOf({ series, scores }: Scored, firstWindow: number): Candidate[] {
  const candidates: Candidate[] = [];
  for (let row = probation(series.values.length); row < series.values.length; row++) {
    const score = scores[row] ?? 0;
    const at = series.windows.findIndex(([first, last]) => row >= first && row <= last);
    const window = series.windows[at];
    if (!window) {
      candidates.push({ score, worth: worthOutside(row, series.windows), window: -1 });
      continue;
    }
    const width = window[1] - window[0] + 1;
    const worth = sigmoid(-(window[1] - row + 1) / width) / sigmoid(-1);
    candidates.push({ score, worth, window: firstWindow + at });
  }
  return candidates;
}

export interface Result {
  /** 0: the null detector; 100: the perfect one. */
  readonly score: number;
  readonly threshold: number;
}

/** Score at every threshold, from above; stops nowhere, so that the best is exact and not found by climbing. */
function sweep(
  candidates: readonly Candidate[],
  windows: number,
  profile: Profile,
  see: (raw: number, threshold: number) => void,
): void {
  const sorted = [...candidates].sort((a, b) => b.score - a.score);
  const best = new Float64Array(windows).fill(NaN);
  let raw = -profile.fn * windows;
  sorted.forEach((candidate, i) => {
    if (candidate.window < 0) raw += profile.fp * candidate.worth;
    else {
      const before = best[candidate.window] ?? NaN;
      if (Number.isNaN(before)) raw += profile.fn + profile.tp * candidate.worth;
      else if (candidate.worth > before) raw += profile.tp * (candidate.worth - before);
      if (!(before >= candidate.worth)) best[candidate.window] = candidate.worth;
    }
    // Equal scores fall on one side of any threshold together.
    if (sorted[i + 1]?.score !== candidate.score) see(raw, candidate.score);
  });
}

const windowCount = (corpus: readonly Scored[]): number =>
  corpus.reduce((sum, { series }) => sum + series.windows.length, 0);

function allCandidates(corpus: readonly Scored[]): Candidate[] {
  let first = 0;
  return corpus.flatMap((scored) => {
    const candidates = candidatesOf(scored, first);
    first += scored.series.windows.length;
    return candidates;
  });
}

const normalise = (raw: number, windows: number, profile: Profile): number => {
  const none = -profile.fn * windows;
  return (100 * (raw - none)) / (profile.tp * windows - none);
};

/** The best score with one threshold for the whole corpus, as NAB optimises it. */
export function bestScore(corpus: readonly Scored[], profile: Profile): Result {
  const windows = windowCount(corpus);
  let result: Result = { score: 0, threshold: Infinity };
  sweep(allCandidates(corpus), windows, profile, (raw, threshold) => {
    const score = normalise(raw, windows, profile);
    if (score > result.score) result = { score, threshold };
  });
  return result;
}

/** The score with a threshold from elsewhere. */
export function scoreAt(corpus: readonly Scored[], profile: Profile, threshold: number): number {
  const windows = windowCount(corpus);
  const chosen = allCandidates(corpus).filter((candidate) => candidate.score >= threshold);
  let final = -profile.fn * windows;
  sweep(chosen, windows, profile, (raw) => (final = raw));
  return normalise(final, windows, profile);
}
