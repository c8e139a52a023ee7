/** Calls to be made, in order. */
export interface Slice {
  readonly functions: Uint8Array;
  /** Turns of each call's loop: what it does is known to the turn. */
  readonly turns: Int32Array;
}

export interface Workload {
  next(): Slice;
}

export interface BenchFunction {
  readonly name: string;
  /** Mean time of a call, µs. */
  readonly microseconds: number;
  /** Share of all time spent in it, percent. Apart by more than twice the error allowed, so that there is one right ranking. */
  readonly percent: number;
}

/** From 2 µs to 2 ms, those of a few µs among the hottest; order and shares have nothing to do with each other. */
export const FUNCTIONS: readonly BenchFunction[] = [
  { name: '2 µs', microseconds: 2, percent: 14 },
  { name: '4 µs', microseconds: 4, percent: 11 },
  { name: '8 µs', microseconds: 8, percent: 16 },
  { name: '15 µs', microseconds: 15, percent: 9 },
  { name: '30 µs', microseconds: 30, percent: 12.5 },
  { name: '50 µs', microseconds: 50, percent: 8 },
  { name: '80 µs', microseconds: 80, percent: 10 },
  { name: '150 µs', microseconds: 150, percent: 6 },
  { name: '300 µs', microseconds: 300, percent: 5 },
  { name: '600 µs', microseconds: 600, percent: 4 },
  { name: '1.2 ms', microseconds: 1_200, percent: 2.5 },
  { name: '2 ms', microseconds: 2_000, percent: 2 },
];

/** Calls of a slice: about 8 ms of them. */
const CALLS = 1_000;

/** mulberry32: the same calls on every machine. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function createWorkload(turnsPerMs: number): Workload {
  const random = createRandom(1);
  const shares = FUNCTIONS.map(({ percent, microseconds }) => percent / microseconds);
  const total = shares.reduce((sum, share) => sum + share, 0);

  function pickFunction(): number {
    let pick = random() * total;
    let index = 0;
    while (index < shares.length - 1 && (pick -= shares[index] ?? 0) > 0) index++;
    return index;
  }

  return {
    next() {
      const slice = { functions: new Uint8Array(CALLS), turns: new Int32Array(CALLS) };
      for (let i = 0; i < CALLS; i++) {
        const index = pickFunction();
        const mean = ((FUNCTIONS[index]?.microseconds ?? 0) / 1_000) * turnsPerMs;
        // a long tail, as real calls have: from half to four times the mean, with a standard deviation of half of it
        const factor = 0.5 + Math.min(3.5, -Math.log(1 - random()) / 2);
        slice.functions[i] = index;
        slice.turns[i] = Math.max(1, Math.round(mean * factor));
      }
      return slice;
    },
  };
}
