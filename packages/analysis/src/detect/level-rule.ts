import type { Baseline, EpochMs, Tick } from '@wasm-vitals/protocol';
import { createDelayedBaseline } from '../baseline/delayed-baseline.js';
import { WAKING } from './gate.js';
import { createAutocorrelation } from './autocorrelation.js';
import type { Gate } from './gate.js';
import type { LevelSpec } from './level-spec.js';
import { HABIT_CAP, createHabit } from './habit.js';
import { createFallWatch } from './fall-watch.js';
import { FULL_EFFECT, isFull, lostToWork } from './full-frames.js';
import { createLoadingExcuse } from './loading-excuse.js';
import { ADVERSE_QUANTILE, LEAST_READINGS, agreement } from './agreement.js';
import { levelFinding } from './level-finding.js';
import { createHeldByWork } from './held-by-work.js';
import { createLevelScale } from './level-scale.js';
import { createRecent } from './recent.js';
import { createRestRate } from './rest-rate.js';
import { createRestShare } from './rest-share.js';
import { createTimedRecent } from './timed-recent.js';
import { createWorsening } from './worsening.js';
import type { Finding, Rule } from './rule.js';

/** CUSUM in units of the spread: slack, limit, and how far one tick may count. */
const SLACK = 0.8;
const LIMIT = 9;
const CLIP = 4;
const SUSPECT = 4.5;
/** Windows of the decision, in seconds: long enough that no hiccup of a few seconds fills them. */
const SHORT = 20;
const LONG = 26;
/** The most readings that any window holds. */
const KEPT = 46;
const WINDOWS = [SHORT, LONG];
const SLOT = 4;
/** A change takes so long from its first sign. Milliseconds. */
const SETTLING = 2_500;
/** A change that was on its way for so long is a slow one. Milliseconds. */
const SLOW_CHANGE = 40_000;
const NEWEST = 6;
/** Told only while the newest readings are off by this share of the least effect. */
const STILL = 0.8;
const STILL_RISING = 1.12;
/** How sure the window must be of the change, in standard errors. */
const SIGMAS = 3;
/** A window agrees so long after the change. Milliseconds. */
const AGREED = 1_000 * Math.round(SHORT * (1 - ADVERSE_QUANTILE));
/** A page that rests for so much of its time draws on demand: how many frames that asks for is its own choice. */
const ON_DEMAND = 0.2;
/** A hiccup is shorter. Milliseconds. */
const AFTER_MUTE = 9_000;
/** Over when the median of this many ticks is back within half of the effect. */
const BACK = 8;
/** A new level that lasts is the new normal: suspected and never sure, or sure and never over. Ticks. */
const SUSPECT_TICKS = 150;
const ACTIVE_TICKS = 900;
/** Suspected for so long and back again: forgotten before it is taken for the new normal. Ticks. */
const FORGOTTEN_TICKS = 120;
/** Ticks without a reading until a finding is dropped. */
const SILENT_TICKS = 30;
/** What goes with calls a second is not judged while they are this far from their level, as a logarithm: twice or half. */
const ANOTHER_RATE = Math.log(2);
/** Unless there are more, and still it is this far beyond what they explain: a new export's calls are counted by its time. */
const FAR_BEYOND = Math.log(4);
/** A call takes longer where there are more of them, as caches hold less, but by less than they are more (ln). */
const OF_CALLS = 0.5;

/** A rule on the level of a signal: CUSUM to see it, an order statistic of the last ticks and an effect size to be sure. */
export function createLevelRule(spec: LevelSpec): Rule {
  const scale = createLevelScale(spec);
  const isSize = spec.isMemory === true && !spec.isShare;
  const held = createHeldByWork();
  const { toLevel, toReading, effect } = scale;
  const baseline = createDelayedBaseline(spec.floor, spec.delay);
  const recent = createTimedRecent(KEPT);
  /** The newest readings as they came, whatever excuses them. */
  const levels = createRecent(BACK);
  let sum = 0;
  let onset: EpochMs = 0;
  let suspectFor = 0;
  let activeFor = 0;
  const worsening = createWorsening(effect);
  const rests = createRestShare();
  const restsAtRate = createRestRate();
  let worsened = false;
  let silentFor = 0;
  let wasWaking = false;
  let wasIdle = false;
  let idleAt: EpochMs = -Infinity;
  let mutedAt: EpochMs = -Infinity;
  let excusedBefore = 0;
  let suspectedBefore = false;
  let isExplained = false;
  /** Something was loaded, or the work changed, while readings waited. */
  let excusable = false;
  let active = false;
  const correlation = createAutocorrelation();
  const fall = createFallWatch(effect);
  let latest: EpochMs = 0;
  let kind = spec.kind;
  const excuse = createLoadingExcuse();
  /** Readings while it is not known whether they are excused, with their times. */
  const waiting: { level: number; at: EpochMs }[] = [];
  const habit = createHabit();
  const windows = spec.windows ?? WINDOWS;

  function forgetReadings(): void {
    recent.clear();
    waiting.length = 0;
    excusable = false;
    baseline.forgetPending();
    sum = 0;
  }

  function forgetRecent(): void {
    forgetReadings();
    active = false;
  }

  function standardError(n: number, rho = correlation.aboutMean()): number {
    return baseline.spread * Math.sqrt((1 + rho) / ((1 - rho) * n));
  }

  const habitLimit = (): number => Math.min(HABIT_CAP * effect, habit.limit);

  /** Least effect at this moment. */
  function leastNow(gate: Gate): number {
    // Where nobody can say that the work is the same, more work may be why there is more in memory, or of what it allocates.
    const least = effect + held.value + (spec.followsWork === 'second' ? gate.workDoubt : 0);
    const full = spec.needsFrames && isFull(gate) ? FULL_EFFECT : 0;
    return Math.max(least, isSize ? gate.workDoubt : 0, full, habitLimit());
  }

  function sure(gate: Gate): boolean {
    const { now } = gate;
    if (sum < LIMIT || baseline.core > (spec.greatestSpread ?? Infinity)) return false;
    if (spec.needsFrames && rests.value > ON_DEMAND) return false;
    // Readings from before and from just after a mute make no window: a hiccup would fill it.
    if (!spec.isMemory && now - mutedAt < AFTER_MUTE) return false;
    // What is over by now is nothing to tell.
    if (recent.size < BACK || recent.quantile(0.5, BACK) < STILL * effect) return false;
    const least = leastNow(gate);
    return windows.some((seconds) => {
      const n = Math.max(LEAST_READINGS, recent.within(seconds * 1000, now));
      if (recent.size < n) return false;
      // A few readings at short notice, as after a pause, are no window.
      if (now - recent.timeAt(n - 1) < (seconds - SLOT) * 1000) return false;
      return (
        recent.quantile(Math.min(agreement(n), spec.agreement ?? 1), n) >=
        Math.max(least, SIGMAS * Math.hypot(standardError(n), standardError(baseline.samples)))
      );
    });
  }

  function accumulate(excess: number, now: EpochMs): void {
    const z = Math.max(-CLIP, Math.min(CLIP, excess / baseline.spread));
    const next = Math.max(0, sum + z - SLACK);
    if (sum === 0 && next > 0) onset = now;
    sum = Math.min(next, 4 * LIMIT);
    suspectFor = sum >= SUSPECT ? suspectFor + 1 : 0;
  }

  function take(excess: number, at: EpochMs): void {
    recent.push(excess, at);
    latest = at;
    accumulate(excess, at);
  }

  function wait(level: number, { now }: Gate): void {
    waiting.push({ level, at: now });
    if (waiting.length > KEPT) waiting.shift();
  }

  /** How far the window is off when nothing is wrong. */
  function learnHabit(): void {
    if (active) habit.forgetBlock();
    else if (habit.isDue() && recent.size >= SHORT) habit.push(recent.quantile(ADVERSE_QUANTILE, SHORT));
  }

  function obey(gate: Gate): void {
    if (gate.reset) (spec.isMemory ? forgetReadings : forgetRecent)();
    const accept = spec.followsWork && gate.workEvent === 'accept';
    const restore = spec.followsWork && gate.workEvent === 'restore';
    const forget = gate.rebase || (spec.needsFrames === true && gate.display);
    if (!forget && !accept && !restore) return;
    const level = levels.size > 0 ? levels.quantile(0.5, levels.size) : NaN;
    forgetRecent();
    const isMore = excusedBefore > 0;
    if (accept) isExplained = isMore;
    excusedBefore = 0;
    if (forget) {
      habit.clear();
      excuse.clear();
      baseline.clear();
    } else if (accept) baseline.startAnew(true);
    else baseline.restore(level, isExplained || (isMore && spec.needsFrames === true));
  }

  /** Long under way, and still going on: the newest ticks are worse than the window. */
  function isSlow(now: EpochMs): boolean {
    if (now - onset < SLOW_CHANGE) return false;
    return recent.quantile(0.5, NEWEST) > STILL_RISING * recent.quantile(0.5, recent.size);
  }

  /** What comes into memory while the page rests may be other content: its calls tell when it goes on. */
  function isUnclear({ waking }: Gate): boolean {
    if (spec.isMemory !== true) return false;
    if (waking && !wasWaking)
      suspectedBefore = recent.size >= BACK && recent.quantile(0.5, BACK) >= STILL * effect;
    wasWaking = waking;
    return !active && !suspectedBefore && waking;
  }

  /** What was suspected for long and is back is over, whatever the CUSUM still holds: the next trouble is another. */
  function forgetSuspicion(): void {
    if (suspectFor < FORGOTTEN_TICKS || recent.size < SHORT) return;
    if (recent.quantile(0.5, SHORT) >= effect / 2) return;
    sum = 0;
    suspectFor = 0;
  }

  function decide(gate: Gate): void {
    if (!active) {
      active = sure(gate);
      activeFor = 0;
      if (active) kind = isSlow(gate.now) ? (spec.slowKind ?? spec.kind) : spec.kind;
      else forgetSuspicion();
      return;
    }
    activeFor++;
    if (activeFor > ACTIVE_TICKS) {
      baseline.clear();
      forgetRecent();
    } else if (recent.size >= BACK && recent.quantile(0.5, BACK) < effect / 2) {
      // Of what waits to be learnt and looked at, some is from before the end.
      forgetRecent();
    } else noteWorse(gate.now);
  }

  function noteWorse(now: EpochMs): void {
    if (recent.size < SHORT) return;
    const agreed = recent.quantile(ADVERSE_QUANTILE, SHORT);
    worsened = worsening.onTick(recent.quantile(0.5, BACK), agreed, SIGMAS * standardError(SHORT));
    if (!worsened) return;
    worsening.clear();
    onset = now - AGREED;
  }

  /** What more work excuses. */
  function excused(gate: Gate): number {
    if (spec.needsFrames !== true)
      return Math.max(0, spec.followsWork === 'second' ? gate.callsNow : OF_CALLS * gate.work);
    return baseline.ready ? lostToWork(toReading(baseline.median), gate) : 0;
  }

  /** What a page does while it rests, and until its work can be counted again, is of the content that it had before. */
  function excusedLately(gate: Gate): number {
    const more = excused(gate);
    if (gate.idle) idleAt = gate.now;
    if (gate.now - idleAt < WAKING) return Math.max(more, excusedBefore);
    return (excusedBefore = more);
  }

  /** What memory fell to and stays at is what it is to be compared with from now on. */
  function noteFall(level: number): void {
    if (active || !baseline.ready || excuse.pending) fall.clear();
    else if (fall.onReading(baseline.median - level)) {
      baseline.seed(levels.quantile(0.5, BACK), baseline.spread, 'session');
      forgetRecent();
    }
  }

  /** What other work holds is usual once that is: what was there all the time, and not what came since. */
  function noteHeld(gate: Gate): void {
    const isKnown = gate.workEvent !== undefined && !active && recent.size >= SHORT;
    const usual = held.onTick(gate, isKnown ? recent.quantile(0.2, recent.size) : 0);
    if (usual > 0) baseline.shift(usual);
    if (usual > 0) forgetReadings();
  }

  function judge(reading: number, gate: Gate): void {
    const level = toLevel(reading);
    levels.push(level);
    if (isSize) noteHeld(gate);
    const gained = isSize ? excuse.onTick(level, gate, baseline.spread) : 0;
    // To lose what was too much is no new level: only what falls below the usual one is.
    if (gained > 0) baseline.shift(gained);
    else if (gained < 0 && baseline.ready)
      baseline.shift(Math.max(gained, Math.min(0, level - baseline.median)));
    const unclear = isUnclear(gate);
    const settled = spec.isMemory ? gate.memorySettled : gate.settled;
    // Only more work excuses a worse reading, and only by as much.
    const moreWork = spec.followsWork ? excusedLately(gate) : 0;
    if (isSize) noteFall(level);
    const suspicious = active || fall.suspected || (sum >= SUSPECT && suspectFor < SUSPECT_TICKS);
    // Frames that were lost to more work say nothing of how many there usually are.
    const lost = spec.needsFrames === true && moreWork > 0;
    const isBusy = spec.followsWork === 'second' && gate.callsNow > ANOTHER_RATE;
    const usual =
      !lost &&
      !isBusy &&
      settled &&
      !gate.muted &&
      !excuse.pending &&
      !unclear &&
      !(spec.followsWork && gate.workShifted);
    baseline.offer(level, usual, suspicious);
    if (!baseline.ready) return;
    excusable ||= excuse.pending;
    if (excuse.pending || unclear) wait(level, gate);
    if (gate.muted) mutedAt = gate.now;
    if (gate.muted || excuse.pending || unclear) return;
    // What the loading does not explain was too much while that was not known, too.
    if (excuse.refused || !excusable || level - baseline.median >= effect)
      for (const { level: past, at } of waiting) take(past - baseline.median, at);
    if (waiting.length > 0) waiting.length = 0;
    excusable = false;
    const excess = level - baseline.median - moreWork;
    if (isBusy && excess < FAR_BEYOND) return;
    take(excess, gate.now);
    if (!suspicious) correlation.learn(excess, !spec.needsFrames);
    if (!(spec.followsWork && gate.workShifted)) learnHabit();
    else habit.forgetBlock();
    if (spec.isMemory ? gate.memoryWarm : gate.warm) decide(gate);
  }

  function toBaseline(): Baseline {
    const median = toReading(baseline.median);
    const spread = spec.isShare ? baseline.spread : median * baseline.spread;
    return { median, spread, samples: baseline.samples, source: baseline.source };
  }

  return {
    step(tick: Tick, gate: Gate) {
      worsened = false;
      obey(gate);
      const idle = spec.needsFrames === true && restsAtRate(tick.fps, gate);
      const elsewhere = spec.followsWork === 'second' && (gate.idle || gate.callsNow < -ANOTHER_RATE);
      const reading = gate.drop || idle || elsewhere ? undefined : spec.read(tick, gate);
      silentFor = reading === undefined ? silentFor + 1 : 0;
      if (!gate.drop) rests.onTick(reading === undefined);
      if (reading !== undefined) judge(reading, gate);
      // Memory that was too much stays so while nobody looks.
      else if (spec.isMemory && active) forgetReadings();
      else if (silentFor === SILENT_TICKS || (idle && !wasIdle)) forgetRecent();
      wasIdle = idle;
      return active;
    },
    describe(): Finding {
      // What came since the change, and a moment after it: the change itself takes time.
      const since = recent.within(latest - onset - SETTLING, latest);
      const n = Math.min(recent.size, SHORT, Math.max(BACK, since));
      const shift = recent.quantile(0.5, n);
      // The standard error of a median is 1.25 times that of a mean; the baseline has one too.
      // And what drifts may drift on: correlated about the baseline.
      const error = (size: number): number => standardError(size, correlation.aboutZero());
      const margin = 1.96 * 1.25 * Math.hypot(error(n), error(Math.max(1, baseline.samples)));
      const change = { kind, onset, median: baseline.median, shift, margin, baseline: toBaseline() };
      return levelFinding(spec, scale, change);
    },
    worsened: () => worsened,
    baseline: () =>
      baseline.ready && !spec.isDerived ? { metric: spec.metric, baseline: toBaseline() } : undefined,
    seed(metric, given) {
      if (metric !== spec.metric || spec.isDerived || spec.subject !== undefined || given.median <= 0) return;
      const spread = spec.isShare ? given.spread : given.spread / given.median;
      baseline.seed(toLevel(given.median), spread, given.source);
    },
  };
}
