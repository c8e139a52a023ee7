import { mean } from '@wasm-vitals/analysis';
import type { ReportFinding, Snapshot } from '@wasm-vitals/protocol';
import { seriesOf, type Series } from '../generate/series.js';
import { formatBytes, formatDuration, formatPercent, plural } from '../prose/quantity.js';
import { compact } from '../sections/distribution.js';
import { networkOf, present } from '../sections/sections-of.js';
import {
  isStartUp,
  outside,
  spanInWords,
  within,
  type Candidate,
  type FindingContext,
} from './finding-context.js';
import { findLevelShift } from './level-shift.js';

/** Rates of fewer requests jump about: snapshots are pooled until they hold this many. */
const POOL = 8;
const CACHE_DROP = 0.12;
const SLOW_RATIO = 1.6;
const SLOW_DIFFERENCE = 30;
const FAILURE_RATE = 0.05;
const FEWEST_FAILURES = 3;

/** Cache-hit rate of pooled snapshots, at the time of the last one of each pool. */
function hitRates(snapshots: readonly Snapshot[]): Series {
  let requests = 0;
  let hits = 0;
  return seriesOf(snapshots, (snapshot) => {
    const section = networkOf(snapshot);
    if (section?.cacheHitRate === undefined || section.requests === 0) return undefined;
    requests += section.requests;
    hits += section.cacheHitRate * section.requests;
    if (requests < POOL) return undefined;
    const rate = hits / requests;
    requests = 0;
    hits = 0;
    return rate;
  });
}

const FEW_HITS = 0.4;
const MANY_REQUESTS = 50;

/** Few hits from the start, over so many requests that a first visit does not account for them. */
function alwaysMissing(context: FindingContext): readonly Candidate[] {
  const known = present(context.steady, networkOf).filter(({ cacheHitRate }) => cacheHitRate !== undefined);
  const requests = known.reduce((sum, section) => sum + section.requests, 0);
  const hits = known.reduce((sum, section) => sum + (section.cacheHitRate ?? 0) * section.requests, 0);
  const bytes = transferPerSecond(context.steady);
  if (requests < MANY_REQUESTS || hits / requests >= FEW_HITS) return [];
  return [
    {
      finding: {
        kind: 'cache-collapse',
        metric: 'network.cacheHitRate',
        severity: 'warning',
        sentence: `Only ${formatPercent(hits / requests)} of ${plural(Math.round(requests), 'request')} were answered from the cache throughout the period${bytes === undefined ? '' : `, which costs ${formatBytes(bytes)} of transfer a second`}.`,
        source: 'snapshots',
        after: hits / requests,
      },
      impact: 0.3,
      explains: [],
    },
  ];
}

function transferPerSecond(snapshots: readonly Snapshot[]): number | undefined {
  const seconds = snapshots.reduce((sum, snapshot) => sum + snapshot.interval, 0) / 1_000;
  const bytes = present(snapshots, networkOf).reduce((sum, section) => sum + section.transferSize, 0);
  return seconds > 0 ? bytes / seconds : undefined;
}

export function cacheCollapse(context: FindingContext): readonly Candidate[] {
  const shift = findLevelShift(hitRates(context.steady), {
    worse: 'lower',
    ratio: 0.85,
    difference: CACHE_DROP,
    noise: 'difference',
  });
  // Few hits until some time, and many from then on, is a cache that filled
  if (!shift || (shift.since === undefined && shift.until !== undefined)) return alwaysMissing(context);
  const before = transferPerSecond(outside(context.steady, shift));
  const after = transferPerSecond(within(context.steady, shift));
  const cost =
    before !== undefined && after !== undefined && after > 1.3 * before
      ? `; transfer rose from ${formatBytes(before)} to ${formatBytes(after)} a second`
      : '';
  return [
    {
      finding: compact<ReportFinding>({
        kind: 'cache-collapse',
        metric: 'network.cacheHitRate',
        severity: 'warning',
        sentence:
          `The cache hit rate fell from ${formatPercent(shift.before)} to ${formatPercent(shift.after)}` +
          `${spanInWords(shift, context.period)}, so requests that were answered from the cache go to the network${cost}.`,
        source: 'snapshots',
        since: shift.since,
        until: shift.until,
        before: shift.before,
        after: shift.after,
      }),
      impact: 0.25 + 0.5 * (shift.before - shift.after),
      explains: ['request-latency'],
    },
  ];
}

export function slowRequests(context: FindingContext): readonly Candidate[] {
  const means = seriesOf(context.steady, (snapshot) => {
    const latency = networkOf(snapshot)?.latency;
    return latency && mean(latency);
  });
  const shift = findLevelShift(means, { worse: 'higher', ratio: SLOW_RATIO, difference: SLOW_DIFFERENCE });
  if (!shift || isStartUp(shift, context)) return alwaysSlow(context);
  return [
    {
      finding: compact<ReportFinding>({
        kind: 'request-latency',
        metric: 'network.latency.p95',
        severity: shift.after >= 3_000 ? 'critical' : 'warning',
        sentence:
          `Requests became slower: ${formatDuration(shift.before)} to ${formatDuration(shift.after)} on average` +
          `${spanInWords(shift, context.period)}${hitRateStayed(context, shift)}: the network or the server is slow.`,
        source: 'snapshots',
        since: shift.since,
        until: shift.until,
        before: shift.before,
        after: shift.after,
      }),
      impact: Math.min(0.8, 0.2 + Math.log2(Math.min(shift.ratio, 64)) / 10),
      explains: [],
    },
  ];
}

function hitRateStayed({ steady }: FindingContext, span: Parameters<typeof within>[1]): string {
  const rateOf = (snapshots: readonly Snapshot[]) => {
    const known = present(snapshots, networkOf).filter(({ cacheHitRate }) => cacheHitRate !== undefined);
    const requests = known.reduce((sum, section) => sum + section.requests, 0);
    const hits = known.reduce((sum, section) => sum + (section.cacheHitRate ?? 0) * section.requests, 0);
    return requests > 0 ? hits / requests : undefined;
  };
  const before = rateOf(outside(steady, span));
  const after = rateOf(within(steady, span));
  if (before === undefined || after === undefined || after < before - CACHE_DROP) return '';
  return `, with a cache hit rate of ${formatPercent(after)} as before (${formatPercent(before)})`;
}

function alwaysSlow({ network }: FindingContext): readonly Candidate[] {
  const { latency } = network;
  if (!latency || latency.count < 10 || latency.p75 < 500) return [];
  return [
    {
      finding: {
        kind: 'request-latency',
        metric: 'network.latency.p95',
        severity: latency.p75 >= 3_000 ? 'critical' : 'warning',
        sentence: `One request in four that no cache answered takes ${formatDuration(latency.p75)} or more throughout the period (median ${formatDuration(latency.p50)}): the network or the server is slow.`,
        source: 'snapshots',
        after: latency.p95,
      },
      impact: 0.4,
      explains: [],
    },
  ];
}

export function failedRequests({ network }: FindingContext): readonly Candidate[] {
  const { failures, failureRate, requests } = network;
  if (failures < FEWEST_FAILURES || failureRate === undefined || failureRate < FAILURE_RATE) return [];
  return [
    {
      finding: {
        kind: 'request-failures',
        metric: 'network.failures',
        severity: failureRate >= 0.3 ? 'critical' : 'warning',
        sentence: `${plural(failures, 'request')} of ${plural(requests, 'request').replace(/ .*/, '')} failed (${formatPercent(failureRate)}).`,
        source: 'snapshots',
        after: failureRate,
      },
      impact: Math.min(1, 0.3 + failureRate),
      explains: [],
    },
  ];
}
