import type { ActionRecord, Alert, Recommendation } from '@wasm-vitals/protocol';
import { CACHE_SINCE, LEAK_SINCE, MIB, SLOW_SINCE, type State } from './fake-world.js';

export interface Findings {
  readonly alerts: Alert[];
  readonly recommendations: Recommendation[];
  readonly actions: ActionRecord[];
}

function slowAlert(end: number, severity: 'warning' | 'critical'): Alert {
  const times = severity === 'critical' ? 3.4 : 2.1;
  return {
    id: 'alert-slow',
    kind: 'execution-slow',
    metric: 'wasm.executionStats.p95',
    severity,
    state: 'open',
    title: `Calls into WebAssembly ${times} × slower`,
    message: `p95 of a call rose from 310 µs to ${(0.31 * times).toFixed(2)} ms within 10 s; step_neurons makes up 66 % of it.`,
    openedAt: end - SLOW_SINCE + 8_000,
    onset: end - SLOW_SINCE,
    updatedAt: end,
    current: 0.31 * times,
    baseline: { median: 0.31, spread: 0.016, samples: 420, source: 'session' },
    anomalies: [
      {
        id: 'anomaly-slow',
        kind: 'execution-slow',
        metric: 'wasm.executionStats.p95',
        detectedAt: end - SLOW_SINCE + 8_000,
        severity,
        value: 0.31 * times,
        contributors: [
          { name: 'step_neurons', share: 0.66 },
          { name: 'deliver_spikes', share: 0.31 },
        ],
        message: 'p95 of a call rose.',
      },
    ],
  };
}

function leakAlert(end: number): Alert {
  return {
    id: 'alert-leak',
    kind: 'memory-leak',
    metric: 'wasm.heapSize',
    severity: 'critical',
    state: 'open',
    title: 'Live WebAssembly memory keeps growing',
    message:
      'Live bytes have grown by 7.2 MiB a minute for 14 min; the declared maximum is reached in about 13 min.',
    openedAt: end - LEAK_SINCE + 95_000,
    onset: end - LEAK_SINCE,
    updatedAt: end,
    current: 139 * MIB,
    baseline: { median: 38 * MIB, spread: 1.8 * MIB, samples: 360, source: 'session' },
    threshold: 128 * MIB,
    anomalies: [],
  };
}

function cacheAlert(end: number): Alert {
  return {
    id: 'alert-cache',
    kind: 'cache-collapse',
    metric: 'network.cacheHitRate',
    severity: 'warning',
    state: 'acknowledged',
    title: 'Cache hit rate fell to 22 %',
    message: 'The cache answered 93 % of the requests until 6 min ago, and 22 % since.',
    openedAt: end - CACHE_SINCE + 20_000,
    onset: end - CACHE_SINCE,
    updatedAt: end,
    acknowledgedAt: end - 200_000,
    current: 0.22,
    threshold: 0.5,
    baseline: { median: 0.93, spread: 0.06, samples: 300, source: 'session' },
    anomalies: [],
  };
}

function resolvedAlert(end: number): Alert {
  return {
    id: 'alert-old',
    kind: 'jank',
    metric: 'rendering.frameTime.p95',
    severity: 'warning',
    state: 'resolved',
    title: 'Frames took 31 ms',
    message: 'p95 of the frame time rose from 17 ms to 31 ms for 2 min.',
    openedAt: end - 2_100_000,
    updatedAt: end - 1_980_000,
    resolvedAt: end - 1_980_000,
    current: 17.1,
    baseline: { median: 17, spread: 0.4, samples: 200, source: 'session' },
    anomalies: [],
  };
}

function particles(end: number): Recommendation {
  return {
    id: 'rec-step',
    priority: 'high',
    category: 'execution',
    action: 'coarser-step',
    title: 'Use a coarser simulation step',
    description: 'Doubles the step from 0.5 to 1 ms, which halves the calls of step_neurons.',
    rationale: 'step_neurons makes up 66 % of the slowdown, and its time follows the number of steps.',
    alert: 'alert-slow',
    metric: 'wasm.executionStats.totalTime',
    expectedRatio: 0.6,
    automated: true,
    undo: 'restore-step',
    createdAt: end - SLOW_SINCE + 9_000,
    status: 'proposed',
  };
}

function applied(end: number): Recommendation {
  return {
    ...particles(end),
    id: 'rec-particles',
    priority: 'medium',
    category: 'rendering',
    action: 'reduce-particles',
    title: 'Draw fewer particles',
    description: 'Halves the particles; what the simulation computes stays as it is.',
    rationale: 'Frames were late while the GPU was busy with particles.',
    alert: 'alert-old',
    metric: 'rendering.frameTime.p95',
    expectedRatio: 0.7,
    undo: 'restore-particles',
    createdAt: end - 2_050_000,
    status: 'kept',
    outcome: {
      appliedAt: end - 2_040_000,
      decidedAt: end - 1_980_000,
      before: 31.2,
      after: 17.1,
      ratio: 0.548,
      low: 0.52,
      high: 0.58,
      decision: 'kept',
    },
  };
}

function recycle(end: number): Recommendation {
  return {
    id: 'rec-recycle',
    priority: 'high',
    category: 'memory',
    action: 'recycle-instance',
    title: 'Start the module anew',
    description:
      'Saves the state, makes a new instance and hands the state over. Linear memory starts small again.',
    rationale: 'Live bytes grow without end and linear memory never shrinks.',
    alert: 'alert-leak',
    metric: 'wasm.heapSize',
    expectedRatio: 0.28,
    automated: false,
    createdAt: end - LEAK_SINCE + 96_000,
    status: 'proposed',
  };
}

function reverted(end: number): Recommendation {
  return {
    ...applied(end),
    id: 'rec-cache',
    category: 'network',
    action: 'prefetch',
    title: 'Prefetch the next dataset',
    description: 'Fetches the next dataset while the page is idle.',
    rationale: 'Requests came in bursts after each switch.',
    alert: 'alert-cache',
    metric: 'network.latency.p95',
    status: 'reverted',
    outcome: {
      appliedAt: end - 150_000,
      decidedAt: end - 90_000,
      metric: 'network.cacheHitRate',
      before: 0.32,
      after: 0.31,
      ratio: 0.98,
      low: 0.9,
      high: 1.07,
      decision: 'reverted',
      reason: 'No difference that can be told from noise.',
    },
  };
}

/** What was found in a state, as of the time `end`. */
export function findingsOf(state: State, end: number): Findings {
  const none: Findings = { alerts: [], recommendations: [], actions: [] };
  const record = (action: string, event: ActionRecord['event'], ago: number): ActionRecord => ({
    id: `${action}-${event}`,
    timestamp: end - ago,
    action,
    event,
    trigger: 'loop',
  });
  if (state === 'degraded') {
    return {
      alerts: [slowAlert(end, 'warning'), cacheAlert(end), resolvedAlert(end)],
      recommendations: [particles(end), reverted(end), applied(end)],
      actions: [record('prefetch', 'applied', 150_000), record('prefetch', 'reverted', 90_000)],
    };
  }
  if (state === 'critical') {
    return {
      alerts: [leakAlert(end), slowAlert(end, 'critical'), resolvedAlert(end)],
      recommendations: [recycle(end), particles(end), applied(end)],
      actions: [record('reduce-particles', 'applied', 120_000), record('reduce-particles', 'kept', 60_000)],
    };
  }
  if (state === 'healthy') return { ...none, alerts: [resolvedAlert(end)], recommendations: [applied(end)] };
  return none;
}
