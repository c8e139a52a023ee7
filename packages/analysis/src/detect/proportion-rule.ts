import type { AnomalyKind, Baseline, EpochMs, Tick } from '@wasm-vitals/protocol';
import type { Gate } from './gate.js';
import type { Rule } from './rule.js';

/** A rule on a share of many (hits of requests, failures of requests), as data. */
export interface ProportionSpec {
  readonly kind: AnomalyKind;
  readonly metric: string;
  readonly label: string;
  /** How many of the tick's requests have the property; absent where the tick does not say. */
  readonly part: (tick: Tick) => number | undefined;
  /** 1: a greater share is worse; −1: a lesser one. */
  readonly adverse: 1 | -1;
  /** Least absolute change of the share that matters. */
  readonly effect: number;
  /** Where set: the share must also be beyond this ratio of its baseline. */
  readonly ratio?: number;
  /** From this share on it is critical. */
  readonly critical: number;
}

/** Ticks in a chunk, chunks that are looked at, and requests that are enough. */
const CHUNK = 3;
const CHUNKS = 10;
const ENOUGH = 80;
/** Fewer requests than this say nothing, and fewer chunks than this are a hiccup. */
const LEAST = 10;
const LEAST_CHUNKS = 3;
const SIGMAS = 3.7;
/** Forgetting of the baseline per chunk: a memory of about 100 chunks, five minutes. */
const KEEP = 0.99;
/** So many requests make a baseline. */
const LEARNT = 40;
/** A chunk joins the baseline so many chunks late. */
const DELAY = 8;
/** Sure, and never over, for so many chunks (15 min): the new normal. */
const ACTIVE_CHUNKS = 300;
/** Without requests for so many chunks, nothing is known any more. */
const SILENT_CHUNKS = 15;

const SPECS: readonly ProportionSpec[] = [
  {
    kind: 'request-failures',
    metric: 'network.failures',
    label: 'Share of failed requests',
    part: (tick) => tick.failures,
    adverse: 1,
    effect: 0.1,
    critical: 0.5,
  },
  {
    kind: 'cache-collapse',
    metric: 'network.cacheHitRate',
    label: 'Cache hit rate',
    part: (tick) => tick.cacheHits,
    adverse: -1,
    effect: 0.12,
    critical: 0.1,
  },
];

/** 2 n times the Kullback-Leibler divergence of two shares: its root is a number of sigmas that holds near 0 and 1 too. */
function deviance(seen: number, usual: number, n: number): number {
  const term = (a: number, b: number): number => (a > 0 ? a * Math.log(a / b) : 0);
  return Math.max(0, 2 * n * (term(seen, usual) + term(1 - seen, 1 - usual)));
}

/** Sums of what was accepted, forgetting slowly, with how much more than binomial the share scatters. */
function createShare() {
  let part = 0;
  let total = 0;
  let scatter = 1;
  return {
    get total() {
      return total;
    },
    get scatter() {
      return Math.max(1, scatter);
    },
    // Half a request of each sort keeps 0 and 1 from being certain.
    rate: () => (part + 0.5) / (total + 1),
    learn(p: number, n: number) {
      const rate = (part + 0.5) / (total + 1);
      const variance = n * rate * (1 - rate);
      if (total > LEARNT && variance > 0.2)
        scatter += 0.05 * (Math.min(9, (p - n * rate) ** 2 / variance) - scatter);
      part = KEEP * part + p;
      total = KEEP * total + n;
    },
    clear() {
      part = 0;
      total = 0;
    },
  };
}

/** A rule on a share: the newest chunks pooled, the worst left out, against a binomial that may scatter more. */
export function createProportionRule(spec: ProportionSpec): Rule {
  const { adverse } = spec;
  const share = createShare();
  const parts = new Float64Array(CHUNKS);
  const totals = new Float64Array(CHUNKS);
  const clean = new Uint8Array(CHUNKS);
  let chunk = 0;
  let ticks = 0;
  let dirty = false;
  let active = false;
  let activeFor = 0;
  let silentFor = 0;
  let pooledRate = NaN;
  let pooledTotal = 0;
  let onset: EpochMs = 0;
  let offSince: EpochMs | undefined;
  let wasMuted = false;

  function clearWindow(): void {
    parts.fill(0);
    totals.fill(0);
    clean.fill(0);
    active = false;
    offSince = undefined;
  }

  /** A load is noticed a moment after its first requests: they are not the page's usual ones. */
  function forgetNewest(): void {
    for (const at of [chunk, (chunk - 1 + CHUNKS) % CHUNKS]) {
      parts[at] = 0;
      totals[at] = 0;
      clean[at] = 0;
    }
  }

  /** How sure the pool is that the share is off, in standard deviations; 0 where it is off by less than matters. */
  function sureness(part: number, total: number): number {
    if (total < LEAST) return 0;
    const normal = share.rate();
    const rate = part / total;
    if (adverse * (rate - normal) < spec.effect) return 0;
    if (spec.ratio !== undefined && adverse * (rate - normal * spec.ratio) < 0) return 0;
    // The baseline is a sample too: it is drawn towards what is seen now, by as much as it may be wrong.
    const error = Math.sqrt((normal * (1 - normal)) / share.total);
    const likely = Math.min(0.999, Math.max(0.001, normal + adverse * error));
    return Math.sqrt(deviance(rate, likely, total) / share.scatter);
  }

  /**
   * Pools the newest chunks but the most adverse one, four of them and ever more: so many requests as it takes, and
   * no more of the time before than that. Returns how sure the surest pool is.
   */
  function pool(): number {
    const normal = share.rate();
    let worst = -Infinity;
    let worstAt = -1;
    let part = 0;
    let total = 0;
    let used = 0;
    let surest = -1;
    for (let age = 0; age < CHUNKS && total < ENOUGH; age++) {
      const at = (chunk - age + CHUNKS) % CHUNKS;
      const n = totals[at] ?? 0;
      if (n === 0) continue;
      part += parts[at] ?? 0;
      total += n;
      used++;
      const adversity = adverse * ((parts[at] ?? 0) - n * normal);
      if (adversity > worst) [worst, worstAt] = [adversity, at];
      if (used <= LEAST_CHUNKS) continue;
      const [p, t] = [part - (parts[worstAt] ?? 0), total - (totals[worstAt] ?? 0)];
      const sure = sureness(p, t);
      if (sure > surest) [surest, pooledRate, pooledTotal] = [sure, p / t, t];
    }
    if (surest < 0) [pooledRate, pooledTotal] = [NaN, 0];
    return surest;
  }

  function learnLate(): void {
    const at = (chunk - DELAY + CHUNKS) % CHUNKS;
    if (clean[at] === 1 && !active && !(offSince !== undefined)) share.learn(parts[at] ?? 0, totals[at] ?? 0);
    clean[at] = 0;
  }

  /** The change began with the oldest of the newest chunks that are all adverse. */
  function noteAdversity(now: EpochMs): void {
    const n = totals[chunk] ?? 0;
    if (n === 0) return;
    const bad = adverse * ((parts[chunk] ?? 0) / n - share.rate()) > spec.effect / 2;
    if (!bad && n >= 3) offSince = undefined;
    else if (bad) offSince ??= now - CHUNK * 1000;
  }

  function endChunk(gate: Gate): void {
    silentFor = (totals[chunk] ?? 0) === 0 ? silentFor + 1 : 0;
    clean[chunk] = dirty ? 0 : 1;
    const sure = pool();
    if (!gate.muted && !dirty) noteAdversity(gate.now);
    learnLate();
    if (!active) {
      active = gate.warm && !gate.muted && share.total >= LEARNT && sure >= SIGMAS;
      activeFor = 0;
      if (active) onset = offSince ?? gate.now - CHUNK * 1000;
    } else if (++activeFor > ACTIVE_CHUNKS) {
      share.clear();
      clearWindow();
    } else if (silentFor > SILENT_CHUNKS || adverse * (pooledRate - share.rate()) < spec.effect / 2) {
      active = false;
      offSince = undefined;
      // Of the chunks that wait to be learnt, some are from before the end.
      clean.fill(0);
    }
    chunk = (chunk + 1) % CHUNKS;
    parts[chunk] = 0;
    totals[chunk] = 0;
    dirty = false;
  }

  function toBaseline(): Baseline {
    const median = share.rate();
    const spread = Math.sqrt((share.scatter * median * (1 - median)) / Math.max(1, pooledTotal));
    return { median, spread, samples: Math.round(share.total), source: 'session' };
  }

  return {
    step(tick, gate) {
      if (gate.reset || gate.rebase) clearWindow();
      if (gate.rebase) share.clear();
      if (gate.muted && !wasMuted && !active) forgetNewest();
      wasMuted = gate.muted;
      const part = gate.muted ? undefined : spec.part(tick);
      if (gate.muted) dirty = true;
      if (part !== undefined && tick.requests) {
        parts[chunk] = (parts[chunk] ?? 0) + Math.min(part, tick.requests);
        totals[chunk] = (totals[chunk] ?? 0) + tick.requests;
      }
      if (++ticks % CHUNK === 0) endChunk(gate);
      return active;
    },
    describe() {
      const baseline = toBaseline();
      const margin =
        1.96 * Math.sqrt((share.scatter * pooledRate * (1 - pooledRate)) / Math.max(1, pooledTotal));
      return {
        kind: spec.kind,
        metric: spec.metric,
        label: spec.label,
        unit: 'ratio',
        value: pooledRate,
        onset,
        severity: adverse * (pooledRate - spec.critical) >= 0 ? 'critical' : 'warning',
        baseline,
        ratio: pooledRate / baseline.median,
        low: Math.max(0, pooledRate - margin) / baseline.median,
        high: Math.min(1, pooledRate + margin) / baseline.median,
      };
    },
    baseline: () => (share.total < LEARNT ? undefined : { metric: spec.metric, baseline: toBaseline() }),
    seed(metric, given) {
      if (metric !== spec.metric || given.median < 0 || given.median > 1) return;
      share.clear();
      share.learn(given.median * 2 * LEARNT, 2 * LEARNT);
    },
  };
}

/** The rules on shares; `cache` is the ratio to the baseline that a hit rate must fall below, where a host sets one. */
export function proportionSpecs(cache: number | undefined): readonly ProportionSpec[] {
  return SPECS.map((spec) =>
    spec.kind === 'cache-collapse' && cache !== undefined ? { ...spec, ratio: cache } : spec,
  );
}
