/** A seeded source of randomness: the same seed gives the same session on every machine. */
export interface Random {
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Uniform on a log scale in [low, high), both > 0. */
  logBetween(low: number, high: number): number;
  chance(p: number): boolean;
  pick<T>(items: readonly T[]): T;
  normal(): number;
  /** Heavy-tailed: Student's t with 4 degrees of freedom, scaled to a standard deviation of 1. */
  heavy(): number;
  poisson(mean: number): number;
  binomial(n: number, p: number): number;
}

/** Mulberry32 (public domain, Tommy Ettinger): 32 bits of state are plenty for a session of hours. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function createRandom(seed: number): Random {
  const next = mulberry32(Math.imul(seed + 1, 0x9e3779b1));
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const between = (low: number, high: number): number => low + (high - low) * next();

  function poisson(mean: number): number {
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = next(); product > limit; product *= next()) count++;
    return count;
  }

  function binomial(n: number, p: number): number {
    let hits = 0;
    for (let i = 0; i < n; i++) if (next() < p) hits++;
    return hits;
  }

  return {
    between,
    logBetween: (low, high) => Math.exp(between(Math.log(low), Math.log(high))),
    chance: (p) => next() < p,
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T,
    normal,
    heavy() {
      // Chi-square with 4 degrees of freedom is −2 ln of the product of two uniform numbers.
      const chi = -0.5 * Math.log((1 - next()) * (1 - next()));
      return normal() / Math.sqrt(chi) / Math.SQRT2;
    },
    poisson,
    binomial,
  };
}
