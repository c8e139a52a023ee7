import type { Alert, AnomalyKind, MetricId } from '@wasm-vitals/protocol';

/** What a recommendation answers: an anomaly kind, or what a fixed threshold on a metric amounts to. */
export type Cause = Exclude<AnomalyKind, 'threshold'> | 'monitor-cost' | 'compile-slow';

/**
 * Causes that share one root: of one group, one alert is answered at a time. `symptomOf` names the groups that explain
 * this one when they began at about the same time (a slow export makes the frame rate fall, not the other way round).
 */
interface CauseTraits {
  readonly group: string;
  readonly symptomOf: readonly string[];
  /** How much of it a user notices, 0 to 1: a trap breaks the page, fragmentation nobody sees yet. */
  readonly impact: number;
}

const traits = (group: string, impact: number, ...symptomOf: readonly string[]): CauseTraits => ({
  group,
  symptomOf,
  impact,
});

export const CAUSES: Readonly<Record<Cause, CauseTraits>> = {
  trap: traits('trap', 1),
  'memory-limit': traits('linear-memory', 0.9),
  'memory-leak': traits('linear-memory', 0.6),
  'memory-step': traits('linear-memory', 0.5),
  fragmentation: traits('linear-memory', 0.4),
  'heap-leak': traits('js-heap', 0.5),
  'allocation-churn': traits('allocation', 0.4),
  stall: traits('compute', 0.9),
  'execution-slow': traits('compute', 0.8),
  'execution-ramp': traits('compute', 0.7),
  'frame-rate-drop': traits('frames', 0.8, 'compute'),
  jank: traits('frames', 0.7, 'compute', 'allocation'),
  'input-latency': traits('frames', 0.8, 'compute'),
  'request-failures': traits('network', 0.8),
  'request-latency': traits('network', 0.6),
  'cache-collapse': traits('network', 0.5),
  'compile-slow': traits('compile', 0.3),
  'monitor-cost': traits('monitor', 0.3),
};

/** True where both would be answered in the same way. */
export function haveOneGroup(a: Cause, b: Cause): boolean {
  return CAUSES[a].group === CAUSES[b].group;
}

/** True where one may be the other, or a symptom of it. */
export function areRelated(a: Cause, b: Cause): boolean {
  const [first, second] = [CAUSES[a], CAUSES[b]];
  return (
    first.group === second.group ||
    first.symptomOf.includes(second.group) ||
    second.symptomOf.includes(first.group)
  );
}

/** True for what other programs on the machine can bring about as well, for as long as they are busy. */
export function canPass(cause: Cause): boolean {
  return CAUSES[cause].group === 'compute' || CAUSES[cause].group === 'frames';
}

/** What a fixed threshold on a metric means; longest prefix first. A metric that is not here has no rule. */
const BY_METRIC: readonly (readonly [prefix: MetricId | (string & {}), cause: Cause])[] = [
  ['wasm.executionStats.errors', 'trap'],
  ['wasm.executionStats.max', 'stall'],
  ['wasm.executionStats.', 'execution-slow'],
  ['wasm.allocatorStats.fragmentationRatio', 'fragmentation'],
  ['wasm.allocatorStats.totalAllocated', 'allocation-churn'],
  ['wasm.allocatorStats.', 'memory-step'],
  ['wasm.memoryUsage', 'memory-step'],
  ['wasm.heapSize', 'memory-step'],
  ['memory.headroom', 'memory-limit'],
  ['memory.timeToLimit', 'memory-limit'],
  ['memory.wasm', 'memory-step'],
  ['memory.', 'heap-leak'],
  ['rendering.fps', 'frame-rate-drop'],
  ['rendering.gpuTime', 'frame-rate-drop'],
  ['rendering.frameTime', 'jank'],
  ['rendering.longFrames', 'jank'],
  ['rendering.droppedFrames', 'jank'],
  ['network.cacheHit', 'cache-collapse'],
  ['network.latency', 'request-latency'],
  ['network.failures', 'request-failures'],
  ['interaction.', 'input-latency'],
  ['overhead.', 'monitor-cost'],
];

/** The cause that an alert stands for; absent where no rule can answer it (a threshold on an unknown metric). */
export function causeOf(alert: Pick<Alert, 'kind' | 'metric'>): Cause | undefined {
  if (alert.kind !== 'threshold') return alert.kind;
  return BY_METRIC.find(([prefix]) => alert.metric.startsWith(prefix))?.[1];
}
