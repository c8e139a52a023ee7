import { quantileOfSorted, sorted } from '../trend/order-statistics.js';
import { blockBootstrap, type Interval } from './block-bootstrap.js';
import { adjustForMany, bestOf, twoSidedP } from './many-comparisons.js';
import { createRandom } from './random.js';
import { effectiveSize, pearson, ranksOf } from './rank-correlation.js';

/** Rows after the driver's, both included: `{ from: 1, to: 2 }` is the next two. The outcome is their mean. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A quantity at each row of each session; rows of all variables belong together. Absent readings are `undefined`. */
export interface Variable {
  readonly id: string;
  readonly sessions: readonly (readonly (number | undefined)[])[];
}

export interface Driver extends Variable {
  /** Readings above this are bad periods. Where nearly none or nearly all are, the top quarter is taken. */
  readonly badAbove?: number;
}

export interface RelateInput {
  readonly drivers: readonly Driver[];
  readonly outcomes: readonly Variable[];
  /** When an outcome may follow: each window is tried. Default: the same row, the next two, the two after these. */
  readonly windows?: readonly Window[];
  /** Share of false findings to allow. Default 0.05. */
  readonly falseDiscovery?: number;
  readonly seed?: number;
}

export interface Related {
  readonly driver: string;
  readonly outcome: string;
  /** The rows in which the outcome follows the driver. */
  readonly window: Window;
  /** Spearman's rank correlation within sessions, with its 95 % interval. */
  readonly correlation: number;
  readonly low: number;
  readonly high: number;
  readonly adjustedP: number;
  /** Mean outcome after bad periods over the mean after the others, with its 95 % interval. */
  readonly effect?: Interval & { readonly ratio: number };
  /** What made a period bad. */
  readonly badAbove: number;
  readonly pairs: number;
}

export interface RelateResult {
  readonly found: readonly Related[];
  /** How many pairs of driver and outcome had enough data to be tested. */
  readonly tested: number;
}

const DEFAULT_WINDOWS: readonly Window[] = [
  { from: 0, to: 0 },
  { from: 1, to: 2 },
  { from: 3, to: 4 },
];
/** Fewer pairs than this (2 minutes at 5 s) are not looked at. */
const FEWEST_PAIRS = 24;
/** Weaker correlations may be true, and matter to nobody. */
const LEAST_CORRELATION = 0.08;
/** A variable with the same value in more rows than this says nothing by its ranks. */
const MOST_TIES = 0.97;
/** Variance of Fisher's z of a rank correlation over that of Pearson's (Fieller et al. 1957). */
const RANK_VARIANCE = 1.06;

interface Paired {
  readonly driver: Driver;
  readonly outcome: Variable;
  readonly window: Window;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Ranks within each session, centred and without their drift: neither sessions nor hours that differ count. */
  readonly rankX: readonly number[];
  readonly rankY: readonly number[];
  readonly sessions: readonly number[];
  readonly correlation: number;
  readonly size: number;
  readonly p: number;
}

const centredRanks = (values: readonly number[]) =>
  ranksOf(values).map((rank) => (rank - (values.length + 1) / 2) / values.length);

/**
 * Without the straight line through it. Memory that fills and people who tire both go one way for hours, and neither
 * because of the other: a partial correlation, with time held fixed.
 */
function withoutDrift(values: readonly number[]): number[] {
  const middle = (values.length - 1) / 2;
  let product = 0;
  let square = 0;
  values.forEach((value, i) => {
    product += (i - middle) * value;
    square += (i - middle) ** 2;
  });
  const slope = square > 0 ? product / square : 0;
  return values.map((value, i) => value - slope * (i - middle));
}

/** Sorted values of which nearly all are equal have equal values far apart. */
function mostlyTied(values: readonly number[]): boolean {
  const ascending = sorted(values);
  const apart = Math.floor(MOST_TIES * ascending.length);
  return ascending.slice(0, ascending.length - apart).some((value, i) => value === ascending[i + apart]);
}

/** Mean of the outcome in the window after each row, of the readings that are there. */
function following(rows: readonly (number | undefined)[], { from, to }: Window): (number | undefined)[] {
  return rows.map((_, row) => {
    let sum = 0;
    let count = 0;
    for (let i = row + from; i <= row + to; i++) {
      const value = rows[i];
      if (value === undefined) continue;
      sum += value;
      count += 1;
    }
    return count > 0 ? sum / count : undefined;
  });
}

function pairRows(driver: Driver, outcome: Variable, window: Window): Omit<Paired, 'correlation' | 'p'> {
  const x: number[] = [];
  const y: number[] = [];
  const rankX: number[] = [];
  const rankY: number[] = [];
  const sessions: number[] = [];
  let size = 0;
  driver.sessions.forEach((rows, session) => {
    const results = following(outcome.sessions[session] ?? [], window);
    const pairs = rows.flatMap((cause, row) => {
      const effect = results[row];
      return cause === undefined || effect === undefined ? [] : [[cause, effect] as const];
    });
    if (pairs.length < FEWEST_PAIRS) return;
    const causes = pairs.map(([cause]) => cause);
    const effects = pairs.map(([, effect]) => effect);
    const ranks = [withoutDrift(centredRanks(causes)), withoutDrift(centredRanks(effects))] as const;
    x.push(...causes);
    y.push(...effects);
    rankX.push(...ranks[0]);
    rankY.push(...ranks[1]);
    sessions.push(pairs.length);
    size += effectiveSize(...ranks);
  });
  return { driver, outcome, window, x, y, rankX, rankY, sessions, size };
}

function inWindow(driver: Driver, outcome: Variable, window: Window): Paired | undefined {
  const paired = pairRows(driver, outcome, window);
  if (paired.sessions.length === 0 || mostlyTied(paired.x) || mostlyTied(paired.y)) return undefined;
  const correlation = pearson(paired.rankX, paired.rankY);
  if (correlation === undefined || paired.size < 6) return undefined;
  const held = Math.min(0.9999, Math.max(-0.9999, correlation));
  const z = Math.atanh(held) * Math.sqrt((paired.size - 3) / RANK_VARIANCE);
  return { ...paired, correlation, p: twoSidedP(z) };
}

/** The window with the smallest p, which is then charged for the search. */
function bestWindow(driver: Driver, outcome: Variable, windows: readonly Window[]): Paired | undefined {
  const tries = windows.flatMap((window) => inWindow(driver, outcome, window) ?? []);
  const best = tries.reduce<Paired | undefined>(
    (low, paired) => (low && low.p <= paired.p ? low : paired),
    undefined,
  );
  return best && { ...best, p: bestOf(best.p, tries.length) };
}

function badThreshold({ driver, x }: Paired): number {
  const { badAbove } = driver;
  if (badAbove !== undefined) {
    const bad = x.filter((value) => value > badAbove).length / x.length;
    if (bad >= 0.05 && bad <= 0.9) return badAbove;
  }
  return quantileOfSorted(sorted(x), 0.75) ?? 0;
}

function effectRatio({ x, y }: Paired, rows: readonly number[], threshold: number): number | undefined {
  let bad = 0;
  let badSum = 0;
  let otherSum = 0;
  for (const row of rows) {
    const outcome = y[row] ?? 0;
    if ((x[row] ?? 0) > threshold) {
      bad += 1;
      badSum += outcome;
    } else otherSum += outcome;
  }
  const other = rows.length - bad;
  return bad > 0 && other > 0 && otherSum > 0 ? badSum / bad / (otherSum / other) : undefined;
}

/** Long enough for what the series remember, and no less than the cube root that the theory asks for. */
function blockLength({ x, size, sessions }: Paired): number {
  const longest = Math.max(...sessions);
  return Math.min(
    Math.floor(longest / 4),
    Math.ceil(Math.max(Math.cbrt(x.length), 2 * (x.length / size), 4)),
  );
}

function describe(paired: Paired, adjustedP: number, seed: number): Related | undefined {
  const { driver, outcome, window, sessions, rankX, rankY, correlation, x } = paired;
  const options = { random: createRandom(seed), blockLength: blockLength(paired) };
  const pick = (values: readonly number[], rows: readonly number[]) => rows.map((row) => values[row] ?? 0);
  const interval = blockBootstrap(sessions, (rows) => pearson(pick(rankX, rows), pick(rankY, rows)), options);
  if (!interval || interval.low * interval.high <= 0) return undefined;
  const badAbove = badThreshold(paired);
  const all = x.map((_, row) => row);
  const ratio = effectRatio(paired, all, badAbove);
  const effect = blockBootstrap(sessions, (rows) => effectRatio(paired, rows, badAbove), options);
  return {
    ...{ driver: driver.id, outcome: outcome.id, window, correlation, ...interval, adjustedP, badAbove },
    pairs: x.length,
    ...(ratio === undefined || !effect ? {} : { effect: { ratio, ...effect } }),
  };
}

/**
 * Which outcomes follow which drivers: rank correlation within sessions and without drift, in the best window, tested with as many pairs as
 * the autocorrelation leaves, corrected for the windows and for all pairs of variables, and kept only where the block
 * bootstrap's interval excludes 0. Deterministic for a seed. Correlation, not proof of a cause.
 */
export function relate(input: RelateInput): RelateResult {
  const { windows = DEFAULT_WINDOWS, falseDiscovery = 0.05, seed = 1 } = input;
  const tests = input.drivers.flatMap((driver) =>
    input.outcomes.flatMap((outcome) => bestWindow(driver, outcome, windows) ?? []),
  );
  const adjusted = adjustForMany(tests.map(({ p }) => p));
  const found = tests.flatMap((paired, i) => {
    const p = adjusted[i] ?? 1;
    if (p > falseDiscovery || Math.abs(paired.correlation) < LEAST_CORRELATION) return [];
    return describe(paired, p, seed + i) ?? [];
  });
  return { found: found.sort((a, b) => a.adjustedP - b.adjustedP), tested: tests.length };
}
