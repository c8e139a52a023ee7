/** Numbers that look random and are the same in each run (mulberry32). */
export interface Random {
  /** Uniform, 0 ≤ x < 1. */
  next(): number;
  /** Standard normal. */
  normal(): number;
  /** Log-normal with this median and sigma. */
  logNormal(median: number, sigma: number): number;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { next, normal, logNormal: (median, sigma) => median * Math.exp(sigma * normal()) };
}
