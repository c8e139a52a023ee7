import type { Tick } from '@wasm-vitals/protocol';

/** A seeded generator of uniform numbers in [0, 1) (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Noise that remembers (AR 1), three shocks in a hundred three times as large; standard deviation about 1. */
export function createNoise(random: () => number, rho: number): () => number {
  let state = 0;
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return () => {
    const shock = random() < 0.03 ? 3 * normal() : normal();
    state = rho * state + Math.sqrt(1 - rho * rho) * shock;
    return state;
  };
}

/** Makes ticks of a page whose work takes `load` times as long as when healthy, all signals noisy by `spread`. */
export function createNoisyPage(seed: number, rho: number, spread: number): (load: number) => Tick {
  const random = createRandom(seed);
  const work = createNoise(random, rho);
  const other = createNoise(random, rho);
  let second = 0;
  return (load) => {
    const [slow, drift] = [Math.exp(spread * work()), Math.exp(spread * other())];
    const requests = Math.floor(random() * 8);
    const hitRate = 0.9 - 0.5 * (load - 1);
    const cacheHits = Array.from({ length: requests }, random).filter((u) => u < hitRate).length;
    const stalled = random() < 0.02 + 0.3 * (load - 1);
    return {
      timestamp: 1000 * second++,
      interval: 1000,
      visibility: 1,
      fps: Math.min(60, 62 / load / slow),
      frameTimeMax: stalled ? 250 + 100 * random() : 17 + 10 * random(),
      longFrames: stalled ? 1 : 0,
      wasmTime: 200 * load * slow,
      wasmCalls: 600,
      wasmLive: 5e6 * load * (1 + 0.02 * other()),
      jsHeapUsed: 2e7 * load * drift,
      allocationRate: 1e6 * load * slow,
      requests,
      cacheHits,
      ...(requests > 0 ? { latency: 80 * load * drift } : {}),
    };
  };
}
