import type { Tick } from '@wasm-vitals/protocol';
import type { Page } from './page.js';
import type { Random } from './random.js';
import type { World } from './world.js';

const START = 1_750_000_000_000;
const PAGE_BYTES = 65_536;
/** Timed calls a second: the sampler's budget. */
const TIMED = 300;
const SHOWN_EXPORTS = 8;

/** A slow random walk that is pulled back: autocorrelated, heavy-tailed scatter with standard deviation 1. */
function createDrift(random: Random, rho: number): () => number {
  let value = random.normal();
  const innovation = Math.sqrt(1 - rho * rho);
  return () => (value = rho * value + innovation * random.heavy());
}

/** Compilation tiers up and caches fill: the first minute is slower, and memory fills. */
function warmUp(world: World, second: number): void {
  world.exec *= 1 + 0.8 * Math.exp(-second / 15);
  world.frameRate *= 1 - 0.2 * Math.exp(-second / 10);
  world.live *= 1 - 0.4 * Math.exp(-second / 22);
  world.heap *= 1 - 0.4 * Math.exp(-second / 22);
  world.requests *= 1 + 5 * Math.exp(-second / 8);
  world.hit -= 0.5 * Math.exp(-second / 10);
}

/** A job that runs for a second or two, every so many seconds. */
function runJob(page: Page, world: World, second: number): void {
  if (!page.job || second % page.job.every >= page.job.lasts) return;
  world.exec *= page.job.exec;
  world.alloc *= 2;
  world.longFrames += 0.3;
}

/** Costs of frames scatter by this much, as a logarithm. */
const FRAME_SCATTER = 0.15;

/** Refreshes that a frame of mean cost `load` (in refreshes) takes: it is shown at the next one after it is done. */
function refreshesFor(load: number): number {
  let mean = 1;
  for (let k = 1; k <= 12; k++) {
    // Logistic approximation of the normal tail.
    const z = Math.log(load / (0.97 * k)) / FRAME_SCATTER;
    mean += 1 / (1 + Math.exp(-1.702 * z));
  }
  return mean;
}

/**
 * Variance of what a clock of `step` reads of a duration, ms². A call shorter than the step reads as one step with the
 * probability of its share of it, and else as nothing: `duration (step - duration)`. Of longer ones the fractions are
 * anywhere: `step² / 6`, which is the same at 0.79 steps.
 */
export const varianceOfReading = (duration: number, step: number): number =>
  duration < 0.79 * step ? duration * (step - duration) : step ** 2 / 6;

/** Makes the function that turns the world of a second into a tick, or into nothing where the tick was lost. */
export function createSimulation(
  page: Page,
  random: Random,
): (second: number, world: World) => Tick | undefined {
  const { noise } = page;
  const drift = {
    exec: createDrift(random, noise.rho),
    fps: createDrift(random, noise.rho),
    calls: createDrift(random, 0.8),
    live: createDrift(random, 0.9),
    alloc: createDrift(random, noise.rho),
    requests: createDrift(random, 0.7),
    hit: createDrift(random, 0.95),
    latency: createDrift(random, 0.8),
    fragmentation: createDrift(random, 0.95),
    activity: createDrift(random, 0.9),
    exports: page.exports.map(() => createDrift(random, noise.rho)),
  };
  let slept = 0;
  let reserved = page.live * 1.2;
  /** What is reserved but for a fault. */
  let before = reserved;
  let heapFloor = 1;
  let heapPhase = random.between(0, page.heapSaw.period);
  let period = page.heapSaw.period;

  function frames(world: World, callTime: number): { readonly fps: number; readonly refresh: number } {
    const refresh = world.display ?? page.refresh;
    const beside = world.module && page.drive !== 'worker' ? world.module.calls * world.module.time : 0;
    const inFrame = page.drive === 'worker' ? 0 : page.callsPerFrame * world.calls * callTime;
    const load = ((page.frameCost + inFrame + beside) * refresh) / 1000;
    const possible = (refresh / refreshesFor(load)) * world.frameRate * world.windowSize;
    const dips = 1 - Math.abs(noise.fps * drift.fps());
    const blocked = 1 - Math.min(0.95, world.block / 1000);
    const asked = page.drive === 'demand' ? Math.max(0, Math.min(1, 0.4 + 0.4 * drift.activity())) : 1;
    return { fps: possible * Math.max(0.3, dips) * blocked * asked * world.activity, refresh };
  }

  /** Mean time of a call of each export, as truth. */
  function exportTimes(world: World): number[] {
    const common = Math.exp(noise.exec * drift.exec()) * world.exec;
    return page.exports.map((item, i) => {
      const own = world.slowExport?.index === i ? world.slowExport.factor : 1;
      return (
        page.meanCall * item.weight * common * own * Math.exp(0.4 * noise.exec * (drift.exports[i]?.() ?? 0))
      );
    });
  }

  /** What a sampler with a coarse clock reads of `calls` calls that take `mean` each. */
  function measure(calls: number, mean: number, share: number): number {
    const timed = Math.max(1, Math.min(calls, TIMED * share));
    const scatter = Math.sqrt((varianceOfReading(mean, page.clock) + (0.5 * mean) ** 2) / timed);
    return Math.max(0, mean + scatter * random.normal());
  }

  function heapOf(world: World): number {
    if (++heapPhase >= period) {
      heapPhase = 0;
      period = page.heapSaw.period * random.between(0.6, 1.5);
      heapFloor = Math.exp(0.02 * random.heavy());
    }
    return (
      page.heap * world.heap * heapFloor * (1 + (page.heapSaw.amplitude * heapPhase) / page.heapSaw.period)
    );
  }

  function memory(second: number, world: World, done: number): Partial<Tick> {
    const saw = page.liveSaw.amplitude * ((second % page.liveSaw.period) / page.liveSaw.period);
    const live = page.live * world.live * (1 + saw) * Math.exp(noise.live * drift.live());
    const fault = world.reserved > 0;
    // A fault that ends by a new instance gives its memory back.
    if (!fault) reserved = before;
    const asked = Math.max(live * 1.15, fault ? before + world.reserved * (page.maximum - before) : 0);
    const grown = fault ? asked : Math.max(asked, reserved * page.growth);
    if (asked > reserved) reserved = Math.min(page.maximum, Math.ceil(grown / PAGE_BYTES) * PAGE_BYTES);
    if (!fault) before = reserved;
    const allocation =
      page.allocation * world.alloc * (0.2 + 0.8 * done) * Math.exp(noise.alloc * drift.alloc());
    const fragmentation = page.fragmentation + world.fragmentation + 0.01 * drift.fragmentation();
    return {
      wasmReserved: reserved,
      headroom: page.maximum - reserved,
      jsHeapUsed: heapOf(world),
      ...(page.hasAllocator
        ? {
            wasmLive: live,
            allocationRate: allocation,
            fragmentation: Math.max(0, Math.min(1, fragmentation)),
          }
        : {}),
    };
  }

  function network(world: World): Partial<Tick> {
    const rate = page.requests * world.requests * Math.exp(0.3 * drift.requests());
    const requests = random.poisson(rate + world.moreRequests);
    const latencyLevel = 0.12 * drift.latency();
    const hitRate = Math.max(0.01, Math.min(0.995, page.hitRate + world.hit + 0.01 * drift.hit()));
    if (requests === 0) return { requests: 0, cacheHits: 0, failures: 0 };
    const spread = noise.latency / Math.sqrt(requests);
    return {
      requests,
      cacheHits: random.binomial(requests, hitRate),
      failures: random.binomial(requests, Math.min(1, page.failures + world.failure)),
      latency: page.latency * world.latency * Math.exp(latencyLevel + spread * random.heavy()),
    };
  }

  function work(world: World, fps: number, times: readonly number[]): Partial<Tick> {
    const rate = page.drive === 'worker' ? page.callsPerSecond * world.activity : page.callsPerFrame * fps;
    const calls = rate * world.calls * Math.exp(0.04 * drift.calls());
    const functions: Record<string, readonly [number, number]> = {};
    let wasmCalls = 0;
    let wasmTime = 0;
    page.exports.forEach((item, i) => {
      const own = calls * item.calls * (world.mix?.[i] ?? 1);
      const whole = own < 20 ? random.poisson(own) : Math.round(own);
      if (whole === 0) return;
      const time = whole * measure(whole, times[i] ?? 0, item.calls);
      wasmCalls += whole;
      wasmTime += time;
      if (i < SHOWN_EXPORTS) functions[item.name] = [whole, time];
    });
    if (world.module) {
      const whole = random.poisson(world.module.calls * (page.drive === 'worker' ? 1 : fps));
      const time = whole > 0 ? whole * measure(whole, world.module.time, 0.5) : 0;
      wasmCalls += whole;
      wasmTime += time;
      if (whole > 0) functions[world.module.name] = [whole, time];
    }
    return { wasmCalls, wasmTime, functions };
  }

  function rendering(world: World, fps: number, refresh: number): Partial<Tick> {
    if (fps < 0.5) return { longFrames: 0, refreshRate: refresh };
    const count = random.poisson(page.longFrames + world.longFrames) + (world.block > 50 ? 1 : 0);
    const usual = (1000 / Math.max(1, fps)) * (1.2 + Math.abs(0.3 * random.heavy()));
    const long = count > 0 ? 55 + Math.abs(40 * random.heavy()) : 0;
    return {
      fps: Math.max(1, fps * (1 - 0.05 * Math.min(6, world.longFrames > 0 ? count : 0))),
      frameTimeMax: Math.max(Math.min(usual, 1000), long, world.block),
      longFrames: count,
      refreshRate: refresh,
    };
  }

  function interaction(world: World): Partial<Tick> {
    const inputs = random.poisson(page.inputs * Math.min(1, world.activity));
    if (inputs === 0) return {};
    return {
      inputLatency: page.inputLatency * Math.exp(0.5 * random.heavy()) + world.inputLatency + world.block / 2,
    };
  }

  return (second, world) => {
    warmUp(world, second);
    runJob(page, world, second);
    const interval = 1000 + (world.block > 200 ? world.block * 0.5 : 0) + 8 * Math.abs(random.normal());
    slept += world.sleep;
    const timestamp = START + second * 1000 + slept;
    const times = exportTimes(world);
    const callTime = times.reduce(
      (sum, time, i) => sum + time * (page.exports[i]?.calls ?? 0) * (world.mix?.[i] ?? 1),
      0,
    );
    const { fps, refresh } = frames(world, callTime);
    const traps = random.poisson(world.traps);
    const shown = world.visible ? fps : 0;
    const tick: Tick = {
      timestamp,
      interval,
      visibility: world.visible ? 1 : 0,
      ...(world.loading ? { loading: true } : {}),
      ...(world.mark === undefined ? {} : { mark: world.mark }),
      ...work(world, page.drive === 'worker' ? fps : shown, times),
      ...memory(
        second,
        world,
        world.calls * (page.drive === 'worker' ? world.activity : shown / page.refresh),
      ),
      ...network(world),
      ...rendering(world, shown, refresh),
      ...interaction(world),
      ...(traps > 0 ? { traps } : {}),
    };
    return random.chance(page.tickLoss) ? undefined : tick;
  };
}
