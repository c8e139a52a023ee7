/** One session of five minutes: a calm start, then one fault of the demo, which lasts to the end. */
export interface Plan {
  /** As the demo's fault board calls it; `none` is the control, in which no cause may be named. */
  readonly fault: string;
  /** What the demo's panel calls it. */
  readonly label: string;
  readonly strength: 1 | 2 | 3;
  /** Which words in the first three sentences name the cause, whatever else they say. */
  readonly names: RegExp;
}

export const SESSION_S = 300;
export const CALM_S = 120;

/** Middle strength throughout: what the demo's panel starts with. */
export const PLANS: readonly Plan[] = [
  {
    fault: 'leak',
    label: 'Linear-memory leak',
    strength: 2,
    names: /memory .*grew steadily.*`leak`.*leak in WebAssembly/i,
  },
  {
    fault: 'heap',
    label: 'JS-heap leak',
    strength: 2,
    names: /JS heap.*leak in JavaScript, not in WebAssembly/i,
  },
  { fault: 'slow', label: 'Slow exports', strength: 2, names: /Export `step` .*times slower/ },
  { fault: 'stall', label: 'Stalls', strength: 2, names: /page stalled \d+ times .*script `TimerHandler/i },
  {
    fault: 'frames',
    label: 'Frame drops',
    strength: 2,
    names: /frame rate fell.*outside of (it|WebAssembly)/i,
  },
  { fault: 'cache', label: 'Cache misses', strength: 2, names: /cache hit rate fell from/i },
  { fault: 'network', label: 'Slow network', strength: 2, names: /Requests became slower.*as before/ },
  { fault: 'churn', label: 'Allocation churn', strength: 2, names: /Allocation churn.*export `churn`/ },
  // a slow machine stalls by itself: stalls and late answers are let be, causes are not
  {
    fault: 'none',
    label: 'No fault',
    strength: 2,
    names: /^(?!.*(leak|churn|times slower|rate fell|became slower|began to be called))/,
  },
];
