import type { Anomaly, AnomalyKind } from '@wasm-vitals/protocol';

interface KindInfo {
  /** Headline of an alert that it leads. */
  readonly title: string;
  /** What it can bring about, so that the effect joins the cause's alert. */
  readonly effects: readonly AnomalyKind[];
}

const SEEN: readonly AnomalyKind[] = ['frame-rate-drop', 'jank', 'stall', 'input-latency'];

/** Every kind, causes first: where an alert has several anomalies, the one that stands earliest here leads it. */
export const KINDS: Readonly<Record<AnomalyKind, KindInfo>> = {
  trap: { title: 'WebAssembly trapped', effects: ['request-failures', 'frame-rate-drop'] },
  'memory-leak': {
    title: 'WASM memory is leaking',
    effects: ['memory-limit', 'memory-step', 'fragmentation'],
  },
  'memory-limit': { title: 'WASM memory is running out', effects: ['trap', 'memory-step'] },
  'memory-step': { title: 'WASM memory jumped', effects: ['memory-limit', 'memory-leak', 'fragmentation'] },
  'allocation-churn': {
    title: 'Allocations surged',
    effects: ['execution-slow', 'memory-step', 'heap-leak', 'fragmentation', ...SEEN],
  },
  'heap-leak': { title: 'JS heap is leaking', effects: ['jank', 'stall', 'frame-rate-drop'] },
  fragmentation: { title: 'WASM heap is fragmented', effects: ['execution-slow', 'memory-step'] },
  'execution-slow': { title: 'WASM calls became slower', effects: ['execution-ramp', ...SEEN] },
  'execution-ramp': { title: 'WASM calls are getting slower', effects: ['execution-slow', ...SEEN] },
  'request-failures': { title: 'Requests are failing', effects: ['cache-collapse', 'request-latency'] },
  'cache-collapse': { title: 'Cache hit rate collapsed', effects: ['request-latency'] },
  'request-latency': { title: 'Requests became slower', effects: ['request-failures'] },
  stall: { title: 'The page stalls', effects: ['frame-rate-drop', 'jank', 'input-latency'] },
  jank: { title: 'Long frames piled up', effects: ['frame-rate-drop', 'stall', 'input-latency'] },
  'frame-rate-drop': { title: 'Frame rate dropped', effects: ['jank', 'stall', 'input-latency'] },
  'input-latency': { title: 'Input became sluggish', effects: [] },
  threshold: { title: 'A limit was crossed', effects: [] },
};

const RANK = new Map(Object.keys(KINDS).map((kind, index) => [kind, index]));

/** Fixed limits on these metrics say the same as these kinds. First matching prefix wins. */
const KIND_OF_METRIC: readonly (readonly [prefix: string, kind: AnomalyKind])[] = [
  ['rendering.fps', 'frame-rate-drop'],
  ['rendering.frameTime.max', 'stall'],
  ['rendering.', 'jank'],
  ['wasm.executionStats.errors', 'trap'],
  ['wasm.executionStats.', 'execution-slow'],
  ['wasm.allocatorStats.fragmentationRatio', 'fragmentation'],
  ['wasm.allocatorStats.', 'allocation-churn'],
  ['wasm.', 'memory-step'],
  ['memory.timeToLimit', 'memory-limit'],
  ['memory.headroom', 'memory-limit'],
  ['memory.jsHeap', 'heap-leak'],
  ['memory.', 'memory-step'],
  ['network.cache', 'cache-collapse'],
  ['network.latency', 'request-latency'],
  ['network.failures', 'request-failures'],
  ['interaction.', 'input-latency'],
];

/** What an anomaly is about: its kind, or for a fixed limit the kind that its metric stands for. */
export function subjectOf(anomaly: Anomaly): AnomalyKind {
  if (anomaly.kind !== 'threshold') return anomaly.kind;
  return KIND_OF_METRIC.find(([prefix]) => anomaly.metric.startsWith(prefix))?.[1] ?? 'threshold';
}

/** True where one of the two can have brought about the other, or both say the same. */
export function haveOneCause(a: Anomaly, b: Anomaly): boolean {
  const first = subjectOf(a);
  const second = subjectOf(b);
  if (first === second) return first !== 'threshold' || a.metric === b.metric;
  return KINDS[first].effects.includes(second) || KINDS[second].effects.includes(first);
}

/** Sorts causes before effects; of equals the one that began first, and a learnt rule before a fixed limit. */
export function byCause(a: Anomaly, b: Anomaly): number {
  const rank = (RANK.get(subjectOf(a)) ?? 0) - (RANK.get(subjectOf(b)) ?? 0);
  if (rank !== 0) return rank;
  const fixed = Number(a.kind === 'threshold') - Number(b.kind === 'threshold');
  return fixed !== 0 ? fixed : (a.onset ?? a.detectedAt) - (b.onset ?? b.detectedAt);
}
