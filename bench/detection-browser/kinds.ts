import { FAULTS } from '../detection/faults.js';

/** The kinds of fault of the synthetic bench, each here for real. */
export const KINDS = [
  'memory-step',
  'memory-leak',
  'heap-leak',
  'fragmentation',
  'memory-limit',
  'execution-slow',
  'hot-export',
  'execution-ramp',
  'stall',
  'frame-rate-drop',
  'jank',
  'cache-collapse',
  'request-latency',
  'request-failures',
  'allocation-churn',
  'input-latency',
  'trap',
] as const;
export type Kind = (typeof KINDS)[number];

/** Kinds of anomaly that name each rightly: those of the synthetic bench. */
export const namesOf = (kind: Kind): readonly string[] =>
  FAULTS.find(({ name }) => name === kind)?.names ?? [];

/** What a fault acts upon: two that follow each other in one session are of different sorts. */
export const SORT: Readonly<
  Record<Kind, 'memory' | 'blocks' | 'heap' | 'speed' | 'frames' | 'network' | 'trap'>
> = {
  'memory-step': 'memory',
  'memory-leak': 'memory',
  'heap-leak': 'heap',
  fragmentation: 'blocks',
  'memory-limit': 'memory',
  'execution-slow': 'speed',
  'hot-export': 'speed',
  'execution-ramp': 'speed',
  stall: 'frames',
  'frame-rate-drop': 'frames',
  jank: 'frames',
  'cache-collapse': 'network',
  'request-latency': 'network',
  'request-failures': 'network',
  'allocation-churn': 'blocks',
  'input-latency': 'frames',
  trap: 'trap',
};
