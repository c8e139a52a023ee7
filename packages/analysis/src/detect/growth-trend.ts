import type { DurationMs, EpochMs } from '@wasm-vitals/protocol';

/** Levels that are kept. */
const KEPT = 40;
/** How long a time growth may take. */
const LONGEST: DurationMs = 120_000;
/** The newest so many levels are looked at: fast growth shows in a few, slow growth in many. */
const WINDOWS = [4, 5, 6, 8, 11, 16, 22, 30, 40];
/** Least rate, ln a minute. */
const LEAST_RATE = 0.04;
/** Each window is another chance to be wrong, and few levels with heavy tails are often in line. */
const SIGMAS: readonly (readonly [from: number, sigmas: number])[] = [
  [11, 4.5],
  [8, 4.8],
  [6, 5.2],
  [5, 6.5],
];

/** What a trend is looked for with. */
export interface GrowthSpec {
  /** Least growth, as the logarithm of a ratio. */
  readonly least: number;
  /** Least number of levels, less one for each break between them. Default 4. */
  readonly fewest?: number;
  /** How much surer than of independent levels, as a factor: those that drift are not. Default 1. */
  readonly surer?: number;
  /** How old a level may be that counts. Default 120 s. */
  readonly longest?: DurationMs;
}

/** How much a level grew (ln), and since when. */
export interface Growth {
  readonly grown: number;
  readonly since: EpochMs;
}

/** Steady growth of a level that may also jump, as while something is loaded. Memory is constant. */
export interface GrowthTrend {
  /** Takes in a level (ln). */
  push(level: number, at: EpochMs): void;
  /** What came until `from` is compared with what comes next no more, and each level since stands alone. */
  breakAt(from: EpochMs): void;
  clear(): void;
  /** The growth of late, where there is any; `spread`: the standard deviation of a level, `sureness`: as `surer`. */
  look(spread: number, sureness?: number): Growth | undefined;
}

/** Sums of squares about the means of the stretches between breaks: of times, of levels, and what explains them. */
interface Fit {
  readonly slope: number;
  readonly timeSquares: number;
  readonly span: number;
  readonly stretches: number;
  /** Squares of the levels that a common slope leaves, and that one more step somewhere leaves. */
  readonly besideLine: number;
  readonly besideStep: number;
}

/** What a step within a stretch explains at best; one level may lie on its way. `levels` begin with `size` of mean 0. */
function explainedByStep(levels: Float64Array, size: number): number {
  let best = 0;
  let before = 0;
  for (let k = 1; k < size; k++) {
    before += levels[k - 1] ?? 0;
    const left = size - k;
    best = Math.max(best, (before * before) / k + (before * before) / left);
    if (left < 2) continue;
    const between = levels[k] ?? 0;
    const after = before + between;
    best = Math.max(best, (before * before) / k + (after * after) / (left - 1) + between * between);
  }
  return best;
}

const NOTHING = { timeSquares: 0, both: 0, levelSquares: 0, span: 0, stretches: 0, byStep: 0 };

function sigmasFor(n: number): number {
  return SIGMAS.find(([from]) => n >= from)?.[1] ?? Infinity;
}

/**
 * Makes a trend that knows nothing yet. It is least squares with one slope and a level of its own for each stretch
 * between breaks (analysis of covariance), believed where the slope is sure and no single step explains more.
 */
export function createGrowthTrend({
  least,
  fewest = 4,
  surer = 1,
  longest = LONGEST,
}: GrowthSpec): GrowthTrend {
  const times = new Float64Array(KEPT);
  const levels = new Float64Array(KEPT);
  const stretchOf = new Int32Array(KEPT);
  /** Of the fit at hand: levels about their mean, and its sums. */
  const own = new Float64Array(KEPT);
  const sums = { ...NOTHING };
  let count = 0;
  let stretch = 0;

  const place = (age: number): number => (count - 1 - age + 2 * KEPT) % KEPT;
  const timeAt = (age: number): EpochMs => times[place(age)] ?? 0;
  const levelAt = (age: number): number => levels[place(age)] ?? 0;

  /** Adds what the stretch of the levels `first` to `end` (ages) tells to the sums. */
  function addStretch(first: number, end: number): void {
    const size = first - end + 1;
    let [meanTime, meanLevel] = [0, 0];
    for (let age = first; age >= end; age--) {
      meanTime += timeAt(age) / size;
      meanLevel += levelAt(age) / size;
    }
    for (let age = first; age >= end; age--) {
      const time = timeAt(age) - meanTime;
      const level = levelAt(age) - meanLevel;
      own[first - age] = level;
      sums.timeSquares += time * time;
      sums.both += time * level;
      sums.levelSquares += level * level;
    }
    sums.byStep = Math.max(sums.byStep, explainedByStep(own, size));
    sums.span += timeAt(end) - timeAt(first);
    sums.stretches++;
  }

  function fit(n: number): Fit {
    Object.assign(sums, NOTHING);
    for (let first = n - 1; first >= 0;) {
      let end = first;
      while (end > 0 && stretchOf[place(end - 1)] === stretchOf[place(first)]) end--;
      addStretch(first, end);
      first = end - 1;
    }
    const { timeSquares, both, levelSquares, span, stretches, byStep } = sums;
    const slope = timeSquares > 0 ? both / timeSquares : 0;
    const besideLine = Math.max(0, levelSquares - slope * both);
    return { slope, timeSquares, span, stretches, besideLine, besideStep: levelSquares - byStep };
  }

  function isSure(
    { slope, timeSquares, stretches, besideLine }: Fit,
    n: number,
    spread: number,
    sureness: number,
  ): boolean {
    const own = n - stretches + 1;
    if (own < fewest) return false;
    const scatter = Math.max(spread, Math.sqrt(besideLine / Math.max(1, own - 2)));
    return slope * Math.sqrt(timeSquares) >= sureness * surer * sigmasFor(own) * scatter;
  }

  return {
    push(level, at) {
      const index = count++ % KEPT;
      times[index] = at;
      levels[index] = level;
      stretchOf[index] = stretch;
    },
    breakAt(from) {
      const size = Math.min(count, KEPT);
      for (let age = 0; age < size && timeAt(age) > from; age++) stretchOf[place(age)] = ++stretch;
      stretch++;
    },
    clear: () => void (count = 0),
    look(spread, sureness = 1) {
      const size = Math.min(count, KEPT);
      for (const n of WINDOWS) {
        const since = timeAt(n - 1);
        if (n > size || timeAt(0) - since > longest) return undefined;
        const found = fit(n);
        const grown = found.slope * found.span;
        const isMaterial = grown >= least && found.slope * 60_000 >= LEAST_RATE;
        if (isMaterial && found.besideLine <= found.besideStep && isSure(found, n, spread, sureness))
          return { grown, since };
      }
      return undefined;
    },
  };
}
