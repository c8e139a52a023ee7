import { createHistogram, type Histogram } from '@wasm-vitals/analysis';
import type { NetworkSection, RequestKind, RequestStats, Tick } from '@wasm-vitals/protocol';
import type { Guard } from '../../browser/guard.js';
import { observeEntries, supportsEntryType, type EntryObserver } from '../../browser/observe-entries.js';
import type { Collector } from '../collector.js';
import { readRequest, type Request, type ResourceEntry } from './request.js';

export interface NetworkDeps {
  readonly guard: Guard;
  /** Our own requests, which are not the host's. */
  readonly isOwn?: ((url: string) => boolean) | undefined;
}

type NetworkSignals = Pick<Tick, 'requests' | 'cacheHits' | 'failures' | 'latency'>;

interface Tally {
  requests: number;
  failures: number;
  cacheHits: number;
  /** Requests whose answer tells whether a cache gave it. */
  known: number;
  transferSize: number;
  readonly latency: Histogram;
}

const createTally = (): Tally => ({
  requests: 0,
  failures: 0,
  cacheHits: 0,
  known: 0,
  transferSize: 0,
  latency: createHistogram(),
});

function add(tally: Tally, { failed, cached, transferSize, latency }: Request): void {
  tally.requests++;
  tally.transferSize += transferSize;
  if (!cached) tally.latency.record(latency);
  if (failed) tally.failures++;
  if (cached !== undefined) tally.known++;
  if (cached) tally.cacheHits++;
}

function toStats({ requests, failures, cacheHits, transferSize, latency }: Tally): RequestStats {
  return {
    requests,
    failures,
    cacheHits,
    transferSize,
    ...(latency.count > 0 ? { latency: latency.take() } : {}),
  };
}

/** Addresses that never leave the page. */
const LOCAL = /^(?:blob|data):/;

/** Requests of the page, from resource timing, those before the monitor's start included. */
export function createNetworkCollector({
  guard,
  isOwn,
}: NetworkDeps): Collector<NetworkSection, NetworkSignals> {
  let all = createTally();
  let kinds = new Map<RequestKind, Tally>();
  const second = { requests: 0, cacheHits: 0, failures: 0, delivered: 0, latency: 0 };
  let observer: EntryObserver | undefined;

  function onEntry(entry: PerformanceEntry & ResourceEntry): void {
    if (LOCAL.test(entry.name) || isOwn?.(entry.name)) return;
    const request = readRequest(entry);
    add(all, request);
    const ofKind = kinds.get(request.kind) ?? createTally();
    kinds.set(request.kind, ofKind);
    add(ofKind, request);
    second.requests++;
    if (request.cached) second.cacheHits++;
    else {
      second.delivered++;
      second.latency += request.latency;
    }
    if (request.failed) second.failures++;
  }

  return {
    name: 'network',
    start() {
      observer = observeEntries<PerformanceEntry & ResourceEntry>({ type: 'resource', guard, onEntry });
    },
    collect() {
      observer?.flush();
      const section: NetworkSection = {
        ...toStats(all),
        ...(all.known > 0 ? { cacheHitRate: all.cacheHits / all.known } : {}),
        byKind: Object.fromEntries([...kinds].map(([kind, tally]) => [kind, toStats(tally)])),
      };
      all = createTally();
      kinds = new Map();
      return section;
    },
    tick() {
      observer?.flush();
      const { requests, cacheHits, failures, delivered, latency } = second;
      Object.assign(second, { requests: 0, cacheHits: 0, failures: 0, delivered: 0, latency: 0 });
      return { requests, cacheHits, failures, ...(delivered > 0 ? { latency: latency / delivered } : {}) };
    },
    unsupported: () => (supportsEntryType('resource') ? [] : NETWORK_METRICS),
    stop() {
      observer?.stop();
      observer = undefined;
    },
  };
}

const NETWORK_METRICS = [
  'network.cacheHitRate',
  'network.failures',
  'network.latency.p95',
  'network.requests',
  'network.transferSize',
] as const;
