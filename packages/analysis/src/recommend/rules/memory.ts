import type { Evidence, Rule } from '../rule.js';
import { wordBytes, wordDuration } from '../wording.js';

/** Free space that a trim or a recycle could give back, as share of what is reserved. */
function slack(evidence: Evidence): number | undefined {
  const { wasm } = evidence;
  if (wasm?.heapSize === undefined || wasm.memoryUsage <= 0) return undefined;
  return 1 - wasm.heapSize / wasm.memoryUsage;
}

function growingExport(evidence: Evidence): string | undefined {
  return evidence.wasm?.growth.findLast((event) => event.during !== undefined)?.during;
}

function allocatorSays(evidence: Evidence): string {
  const live = evidence.wasm?.heapSize;
  if (live === undefined) return 'What the caches hold can be given back to the allocator.';
  return `${wordBytes(live)} are live; what the caches hold of it can be given back to the allocator.`;
}

/** A thousand snapshots are a few megabytes: of a heap of up to this much, that is a share worth having. */
const SMALL_HEAP = 24 * 1_048_576;

export const MEMORY_RULES: readonly Rule[] = [
  {
    id: 'trim-caches',
    category: 'memory',
    needs: 'trim-memory',
    advice: false,
    answers: {
      'memory-step': 0.5,
      'memory-leak': 0.4,
      'memory-limit': 0.5,
      fragmentation: 0.3,
      'heap-leak': 0.4,
    },
    title: () => 'Trim caches',
    description:
      'Shrinks the caches that the application keeps for speed; they fill again as they are needed.',
    why: allocatorSays,
    undo: 'Sets the caches back to their former size.',
  },
  {
    id: 'unload-data',
    category: 'memory',
    needs: 'unload-data',
    advice: false,
    answers: { 'memory-step': 0.6, 'memory-leak': 0.4, 'memory-limit': 0.7, 'heap-leak': 0.4 },
    title: () => 'Unload datasets that are not in use',
    description: 'Drops datasets that can be fetched again; returning to one of them loads it anew.',
    why: () => 'Data that can be fetched again is the largest thing that can go without loss.',
    undo: 'Loads the dataset again.',
  },
  {
    id: 'recycle-instance',
    category: 'memory',
    needs: 'recycle-instance',
    advice: true,
    answers: { 'memory-leak': 0.95, 'memory-step': 0.75, 'memory-limit': 0.9, fragmentation: 0.95 },
    fit: (evidence) => ((slack(evidence) ?? 0) > 0.5 ? 1.3 : 1),
    title: () => 'Recycle the instance',
    description: 'Makes a fresh instance, carries the state over and lets the old one go, memory and all.',
    why: (evidence) => {
      const free = slack(evidence);
      const share =
        free !== undefined && free > 0.2 ? ` ${(free * 100).toFixed(0)} % of it is not live.` : '';
      return `Linear memory never shrinks: only a new instance gives it back to the system.${share}`;
    },
  },
  {
    id: 'find-leak',
    category: 'memory',
    advice: true,
    answers: { 'memory-leak': 0.35, 'memory-step': 0.2 },
    title: (evidence) => {
      const name = growingExport(evidence);
      return name ? `Look for the leak in ${name}()` : 'Find what allocates and does not free';
    },
    description:
      'Compare allocations and frees per call of the exports that allocate, and free what is left over.',
    why: (evidence) => {
      const name = growingExport(evidence);
      return name ? `Memory last grew while ${name}() ran.` : 'Live bytes go up and do not come back.';
    },
  },
  {
    id: 'raise-memory-limit',
    category: 'memory',
    advice: true,
    answers: { 'memory-limit': 0.3 },
    when: (evidence) => evidence.memory?.headroom !== undefined,
    title: () => 'Raise the declared maximum',
    description: 'Build the module with a larger maximum memory, or split the data over several instances.',
    why: ({ memory }) =>
      memory?.timeToLimit === undefined
        ? `${wordBytes(memory?.headroom ?? 0)} are left to the declared maximum.`
        : `At this trend the declared maximum is reached in ${wordDuration(memory.timeToLimit)}.`,
  },
  {
    id: 'use-size-classes',
    category: 'memory',
    advice: true,
    answers: { fragmentation: 0.3 },
    title: () => 'Allocate in size classes',
    description:
      'Allocate objects of like size and life together (pools, arenas), so that holes can be used again.',
    why: () => 'Free space is there, but in pieces too small for what is asked for.',
  },
  {
    id: 'collect-garbage',
    category: 'memory',
    needs: 'collect-garbage',
    advice: false,
    answers: { 'heap-leak': 0.3 },
    title: () => 'Ask for a garbage collection',
    description: 'Asks the engine to collect now instead of in the middle of an animation.',
    why: () =>
      'If what grew is garbage, a collection takes it away; if it does not, it is held by something.',
  },
  {
    id: 'find-heap-leak',
    category: 'memory',
    advice: true,
    answers: { 'heap-leak': 0.25 },
    title: () => 'Take a heap snapshot of the JavaScript heap',
    description: 'Compare two heap snapshots some minutes apart and follow the retainers of what was added.',
    why: () =>
      'The JavaScript heap is larger after each collection: something holds what is no longer needed.',
  },
  {
    id: 'trim-monitor',
    category: 'memory',
    needs: 'trim-monitor',
    advice: false,
    answers: { 'heap-leak': 0.1 },
    fit: ({ memory }) => ((memory?.jsHeapUsed ?? Infinity) <= SMALL_HEAP ? 3 : 1),
    title: () => 'Drop the monitor’s own history',
    description: 'Keeps the newest minutes of what the monitor recorded and forgets the rest.',
    why: () => 'The monitor’s own history is part of this heap.',
  },
];
