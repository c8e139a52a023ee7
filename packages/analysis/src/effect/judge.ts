import type { Tick } from '@wasm-vitals/protocol';
import type { Cause } from '../recommend/cause.js';
import type { Comparison } from './compare.js';
import { ENDPOINTS, GUARDS, compareBy, compareTrial, readingCount, type Endpoint } from './endpoint.js';

/** What is to be judged: ticks of the same work, shortly before and after a change of level. */
export interface TrialData {
  readonly cause: Cause;
  /** `lower`: quality was taken away and should help; `restore`: it was given back and should do no harm. */
  readonly direction: 'lower' | 'restore';
  readonly before: readonly Tick[];
  /** After the settling time. */
  readonly after: readonly Tick[];
  /** Ticks from before the trouble began, where there are some. */
  readonly healthy: readonly Tick[];
}

/** The measured effect on one metric; ratio = after / before with its 95 % confidence interval. */
export interface Effect {
  readonly metric: string;
  readonly before: number;
  readonly after: number;
  readonly ratio?: number;
  readonly low?: number;
  readonly high?: number;
}

export interface Judgement {
  readonly decision: 'keep' | 'revert' | 'wait';
  /** For people, in one clause. */
  readonly reason: string;
  /** True where it is to be reverted because it did harm, and not only because it did not help. */
  readonly harmful?: boolean;
  readonly effect?: Effect;
}

/** How many ticks are in hand when a judgement may be made; rare events need longer. */
const LOOKS = [5, 8, 12, 16, 20, 26, 32] as const;
const SLOW_LOOKS = [8, 14, 20, 26, 32] as const;
/** From here on only what promises much is measured any longer: so many times the gain that it must be shown to have. */
const LONG = 20;
const PROMISING = 3;
/**
 * Confidence of each look, so that all together are wrong in 5 % (two-sided; 2.5 % towards "it helped").
 * Source: Pocock (1977), Biometrika 64: nominal level 0.0130 for seven looks.
 */
const LOOK_CONFIDENCE = 1 - 0.013;
const REPORTED_CONFIDENCE = 0.95;
const GUARD_CONFIDENCE = 0.99;
/** Gains below 5 % nobody notices: they are not worth any quality. */
const LEAST_GAIN = 0.05;
/** Nor is a step that gives back less than a tenth of what was lost. */
const LEAST_RECOVERY = 0.1;
/** Giving quality back may cost this much before it counts as too early, where the test can't tell. */
const RESTORE_LIMIT = 0.1;
/** From this look on an action that can no longer be shown to help is given up. */
const FUTILE_FROM = 2;

/** A comparison as shares of the level before, so that + is better. */
interface Improvement {
  readonly endpoint: Endpoint;
  readonly comparison: Comparison;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

function improvement(endpoint: Endpoint, trial: TrialData, confidence: number): Improvement | undefined {
  const comparison = compareTrial(endpoint, trial.before, trial.after, confidence);
  if (!comparison || comparison.before === 0) return undefined;
  const sign = endpoint.better === 'higher' ? 1 : -1;
  const scale = Math.abs(comparison.before);
  const bounds = [(sign * comparison.low) / scale, (sign * comparison.high) / scale];
  return {
    endpoint,
    comparison,
    value: (sign * comparison.difference) / scale,
    low: Math.min(...bounds),
    high: Math.max(...bounds),
  };
}

function effectOf({ endpoint, comparison }: Improvement, trial: TrialData): Effect {
  const reported = compareTrial(endpoint, trial.before, trial.after, REPORTED_CONFIDENCE) ?? comparison;
  const { before, after, low, high } = reported;
  const base = { metric: endpoint.metric, before, after };
  if (before <= 0) return base;
  return {
    ...base,
    ratio: after / before,
    low: Math.max(0, (before + low) / before),
    high: (before + high) / before,
  };
}

/** True for what is seen by events that are few, and so takes longer to tell. */
export function isSlowToTell(cause: Cause): boolean {
  return cause === 'request-latency' || ENDPOINTS[cause].some((endpoint) => endpoint.method !== 'level');
}

const looksFor = (cause: Cause): readonly number[] => (isSlowToTell(cause) ? SLOW_LOOKS : LOOKS);

/** Ticks after which a trial of this cause ends one way or the other. */
export function lastLook(cause: Cause): number {
  return looksFor(cause).at(-1) ?? 0;
}

function leastGain(endpoint: Endpoint, trial: TrialData): number {
  const lost = compareBy(endpoint, trial.healthy, trial.before, REPORTED_CONFIDENCE);
  if (!lost || lost.after === 0) return LEAST_GAIN;
  return Math.max(LEAST_GAIN, LEAST_RECOVERY * Math.abs(lost.difference / lost.after));
}

function spoilt(trial: TrialData): Improvement | undefined {
  for (const { endpoint, limit } of GUARDS) {
    const found = improvement(endpoint, trial, GUARD_CONFIDENCE);
    if (!found || Math.abs(found.comparison.difference) < (endpoint.felt ?? 0)) continue;
    if (found.high < 0 && found.value < -limit) return found;
  }
  return undefined;
}

function judgeLowering(trial: TrialData, found: readonly Improvement[], look: number): Judgement {
  const bad = spoilt(trial);
  if (bad) {
    return {
      decision: 'revert',
      reason: `${bad.endpoint.metric} got worse`,
      harmful: true,
      effect: effectOf(bad, trial),
    };
  }
  const isLong = trial.after.length >= LONG && !isSlowToTell(trial.cause);
  const best = [...found].sort((a, b) => b.low - a.low)[0];
  if (!best) return { decision: isLong ? 'revert' : 'wait', reason: 'too few readings' };
  const effect = effectOf(best, trial);
  if (found.some((one) => one.low > leastGain(one.endpoint, trial))) {
    return { decision: 'keep', reason: 'it helped', effect };
  }
  const first = found[0] ?? best;
  if (first.high < 0 && best.high < LEAST_GAIN) {
    const reason = 'it made things worse';
    return { decision: 'revert', reason, harmful: true, effect: effectOf(first, trial) };
  }
  if (look >= FUTILE_FROM && found.every((one) => one.high < leastGain(one.endpoint, trial))) {
    return { decision: 'revert', reason: 'it had no effect worth its cost', effect };
  }
  const promises = found.some((one) => one.value > PROMISING * leastGain(one.endpoint, trial));
  if (isLong && !promises) {
    return { decision: 'revert', reason: 'no gain could be shown', effect };
  }
  return { decision: 'wait', reason: 'no gain could be shown', effect };
}

function judgeRestoring(trial: TrialData, found: readonly Improvement[], last: boolean): Judgement {
  const worst = [...found].sort((a, b) => a.value - b.value)[0];
  if (!worst) return { decision: 'wait', reason: 'too few readings' };
  const effect = effectOf(worst, trial);
  if ((worst.high < 0 && worst.value < -LEAST_GAIN) || (last && worst.value < -RESTORE_LIMIT)) {
    return { decision: 'revert', reason: 'the pressure came back', effect };
  }
  if (last || found.every((one) => one.low > -LEAST_GAIN)) {
    return { decision: 'keep', reason: 'there was room', effect };
  }
  return { decision: 'wait', reason: 'not certain yet', effect };
}

/**
 * Judges a change of level by the readings before and after it, at five fixed looks. Between looks, and while nothing
 * is certain, it waits; at the last look what could not be shown to help is to be reverted, and what could not be shown
 * to harm stays restored. Pure and deterministic.
 */
export function judge(trial: TrialData): Judgement {
  const looks = looksFor(trial.cause);
  const look = looks.indexOf(trial.after.length);
  const last = trial.after.length >= (looks.at(-1) ?? 0);
  if (look < 0 && !last) return { decision: 'wait', reason: 'measuring' };
  const endpoints = ENDPOINTS[trial.cause];
  // Several endpoints are several chances to be lucky (Bonferroni).
  const confidence = 1 - (1 - LOOK_CONFIDENCE) / Math.max(1, endpoints.length);
  const found = endpoints.flatMap((endpoint) => improvement(endpoint, trial, confidence) ?? []);
  if (trial.direction === 'restore') {
    const judged = judgeRestoring(trial, found, last);
    return judged.decision === 'wait' && last ? { ...judged, decision: 'keep' } : judged;
  }
  const judged = judgeLowering(trial, found, look);
  return judged.decision === 'wait' && last ? { ...judged, decision: 'revert' } : judged;
}

/** True where there are readings enough before the change for a comparison. */
export function canJudge(cause: Cause, before: readonly Tick[], least: number): boolean {
  return ENDPOINTS[cause].some((endpoint) => readingCount(endpoint, before) >= least);
}
