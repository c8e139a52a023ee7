import type { AnomalyKind, Severity } from '@wasm-vitals/protocol';

/** From this ratio on, in the adverse direction, people surely suffer. By kind; absent: never critical by its ratio. */
const CRITICAL_RATIO: Readonly<Partial<Record<AnomalyKind, number>>> = {
  'execution-slow': 3,
  'execution-ramp': 3,
  'request-latency': 5,
  'allocation-churn': 8,
  'memory-step': 3,
  'memory-leak': 2,
  'heap-leak': 2,
};

/** Below this frame rate motion is seen as single pictures. */
const UNUSABLE_FPS = 20;
/** A call or a frame below this can't be felt, however much slower than before it is. Milliseconds. */
const UNFELT_CALL = 0.05;

/** Severity by what people feel: `critical` is unusable, `warning` is noticed, `info` is real but not felt yet. */
export function levelSeverity(kind: AnomalyKind, ratio: number, value: number): Severity {
  if (kind === 'frame-rate-drop') return value < UNUSABLE_FPS || ratio < 0.4 ? 'critical' : 'warning';
  const limit = CRITICAL_RATIO[kind];
  if (limit !== undefined && ratio >= limit) return 'critical';
  if (kind === 'execution-slow' && value < UNFELT_CALL) return 'info';
  return 'warning';
}
