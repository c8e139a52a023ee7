import type {
  NetworkReport,
  NetworkSection,
  RequestKind,
  RequestStats,
  RequestSummary,
  Snapshot,
} from '@wasm-vitals/protocol';
import { compact, latencyOf } from './distribution.js';
import { networkOf, present } from './sections-of.js';

const FEWEST_REQUESTS = 10;

function summarise(parts: readonly RequestStats[]): RequestSummary {
  const sum = (of: (part: RequestStats) => number) => parts.reduce((all, part) => all + of(part), 0);
  return compact<RequestSummary>({
    requests: sum((part) => part.requests),
    failures: sum((part) => part.failures),
    cacheHits: sum((part) => part.cacheHits),
    transferSize: sum((part) => part.transferSize),
    latency: latencyOf(parts.map((part) => part.latency)),
  });
}

/** Hit rates weighted by the requests of their snapshot: a mean of rates would give a quiet interval a loud voice. */
function pooledHitRate(sections: readonly NetworkSection[]): number | undefined {
  const known = sections.filter(({ cacheHitRate, requests }) => cacheHitRate !== undefined && requests > 0);
  const requests = known.reduce((sum, section) => sum + section.requests, 0);
  if (requests === 0) return undefined;
  return known.reduce((sum, section) => sum + (section.cacheHitRate ?? 0) * section.requests, 0) / requests;
}

function judge(sections: number, requests: number): Pick<NetworkReport, 'data' | 'note'> {
  if (sections === 0) return { data: 'none', note: 'Requests were not measured in this period.' };
  if (requests === 0) return { data: 'none', note: 'The page made no request in this period.' };
  if (requests >= FEWEST_REQUESTS) return { data: 'enough' };
  return {
    data: 'little',
    note: `Only ${requests} requests; ${FEWEST_REQUESTS} are needed to judge the network.`,
  };
}

export function networkReport(snapshots: readonly Snapshot[]): NetworkReport {
  const sections = present(snapshots, networkOf);
  const whole = summarise(sections);
  const kinds = [...new Set(sections.flatMap((section) => Object.keys(section.byKind)))] as RequestKind[];
  const ofKind = (kind: RequestKind) =>
    [kind, summarise(sections.flatMap((section) => section.byKind[kind] ?? []))] as const;
  return compact<NetworkReport>({
    ...judge(sections.length, whole.requests),
    ...whole,
    failureRate: whole.requests > 0 ? Math.min(1, whole.failures / whole.requests) : undefined,
    cacheHitRate: pooledHitRate(sections),
    byKind: Object.fromEntries(kinds.map(ofKind)),
  });
}
