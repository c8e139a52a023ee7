import type { AnomalyKind, Ratio } from '@wasm-vitals/protocol';

/**
 * What an action does to the host, so that rules can ask for "something that lowers the render cost" without knowing
 * what this host calls it.
 */
export type ActionKind =
  | 'lower-render-cost'
  | 'lower-compute-cost'
  | 'chunk-work'
  | 'offload-work'
  | 'trim-memory'
  | 'unload-data'
  | 'recycle-instance'
  | 'collect-garbage'
  | 'pool-buffers'
  | 'warm-cache'
  | 'widen-cache'
  | 'lower-request-rate'
  | 'stream-compile'
  | 'cache-module'
  | 'trim-monitor'
  | 'lower-monitor-cost';

/** What an action of a kind may bring about by itself, as its price: that is not to be treated in its turn. */
export const SIDE_EFFECTS: Readonly<Partial<Record<ActionKind, readonly AnomalyKind[]>>> = {
  'widen-cache': ['memory-step', 'memory-leak', 'heap-leak'],
  'warm-cache': ['memory-step', 'memory-leak', 'heap-leak'],
  'pool-buffers': ['memory-step'],
  'trim-memory': ['cache-collapse', 'request-latency'],
  'unload-data': ['cache-collapse', 'request-latency'],
  'recycle-instance': ['execution-slow', 'jank', 'stall'],
};

/** `manual`: never offered for a click; `suggest`: applied when a person asks; `automatic`: the loop may apply it. */
export type ActionMode = 'manual' | 'suggest' | 'automatic';

/** A registered action as data: what rules may know of it. The functions stay in the host's registry. */
export interface AvailableAction {
  readonly name: string;
  readonly kind: ActionKind;
  /** For people; where absent, the rule's own title is used. */
  readonly title?: string;
  readonly mode: ActionMode;
  /** 0 is untouched (full quality), `levels` is as far as it goes. */
  readonly level: number;
  readonly levels: number;
  /** What the user loses at the last level: 0 nothing that can be noticed, 1 the point of the page. */
  readonly cost: Ratio;
  /** False for a one-off that can't be taken back (a cache that was dropped). */
  readonly reversible: boolean;
  /** Causes that it was measured not to help with, or may not be tried against now. */
  readonly unhelpful?: readonly string[];
}
