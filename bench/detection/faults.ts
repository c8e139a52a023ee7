import { usualCalls } from './page.js';
import type { Page } from './page.js';
import type { Random } from './random.js';
import type { World } from './world.js';

/** A fault as it happens in one session. Seconds since the fault began come in, the world is changed. */
export interface FaultCourse {
  readonly duration: number;
  /** Seconds from the begin until the change is large enough to matter. */
  readonly materialAfter: number;
  readonly apply: (world: World, second: number) => void;
  /** Where the fault is a change of level by a ratio: the ratio, to check what is said of it. */
  readonly truth?: number;
}

export interface FaultKind {
  readonly name: string;
  /** Kinds of anomaly that name it rightly. */
  readonly names: readonly string[];
  /** False where the page has no such signal. */
  readonly fits: (page: Page) => boolean;
  /** Draws one; `scale` 0.7 makes a fault with 0.7 times the effect (of its logarithm where it is a ratio). */
  readonly draw: (random: Random, page: Page, scale: number) => FaultCourse;
}

/** A leak matters once it has added 12 %: a little more than the least growth that the detector calls a leak. */
const MATERIAL_GROWTH = 0.12;

const always = (): boolean => true;
const lasting = (random: Random): number => random.between(60, 180);

/** A level that changes within a few seconds and stays until the end. */
function level(apply: (world: World, share: number) => void, truth?: number) {
  return (random: Random): FaultCourse => {
    const rise = random.between(0.5, 3);
    return {
      duration: lasting(random),
      materialAfter: 0,
      apply: (world, second) => apply(world, Math.min(1, (second + 0.5) / rise)),
      ...(truth === undefined ? {} : { truth }),
    };
  };
}

function ratio(low: number, high: number, apply: (world: World, factor: number) => void): FaultKind['draw'] {
  return (random, _page, scale) => {
    const factor = random.logBetween(low, high) ** scale;
    return level((world, share) => apply(world, factor ** share), factor)(random);
  };
}

function addition(low: number, high: number, apply: (world: World, by: number) => void): FaultKind['draw'] {
  return (random, _page, scale) => {
    const by = random.between(low, high) * scale;
    return level((world, share) => apply(world, by * share))(random);
  };
}

/** Steady growth by `rate` a minute; it matters once it has added `material`. */
function growth(
  range: readonly [number, number],
  material: number,
  apply: (world: World, factor: number) => void,
) {
  return (random: Random, _page: Page, scale: number): FaultCourse => {
    const rate = random.logBetween(range[0], range[1]) * scale;
    const materialAfter = (60 * material) / rate;
    return {
      duration: materialAfter + random.between(60, 150),
      materialAfter,
      apply: (world, second) => apply(world, 1 + (rate * second) / 60),
    };
  };
}

/** WebAssembly's share of what a mean call costs can hide in: the hottest export but not the only one. */
const hottest = (page: Page): number => {
  const shares = page.exports.map((item) => item.calls * item.weight);
  return shares.indexOf(Math.max(...shares));
};

/** Calls a second: of fewer there are not enough within half a minute to say how long they take. */
const OFTEN = 0.6;
const isCalled = (page: Page): boolean => usualCalls(page) >= OFTEN;
const callsOfHottest = (page: Page): number => usualCalls(page) * (page.exports[hottest(page)]?.calls ?? 0);

const ramp: FaultKind['draw'] = (random, _page, scale) => {
  const top = random.logBetween(1.9, 3.5) ** scale;
  const rise = random.between(60, 180);
  return {
    duration: rise + random.between(60, 120),
    // The material slow-down is the detector's documented least effect, × 1.3.
    materialAfter: (rise * Math.log(1.3)) / Math.log(top),
    apply: (world, second) => void (world.exec *= top ** Math.min(1, second / rise)),
  };
};

const stalls: FaultKind['draw'] = (random, _page, scale) => {
  const every = random.between(3, 8);
  const length = random.between(350, 1_800) * scale;
  let next = 0;
  return {
    duration: lasting(random),
    materialAfter: 0,
    apply(world, second) {
      if (second < next) return;
      world.block = length * random.between(0.8, 1.2);
      next = second + every * random.between(0.7, 1.3);
    },
  };
};

const toTheLimit: FaultKind['draw'] = (random) => {
  const untilLimit = random.between(200, 420);
  const duration = untilLimit * random.between(0.75, 0.95);
  return {
    duration,
    // It matters when less than three minutes are left, but no sooner than it can be seen as a trend.
    materialAfter: Math.max(45, untilLimit - 180),
    apply(world, second) {
      // Memory is reserved in steps, as `memory.grow` does.
      world.reserved = (Math.floor(second / 4) * 4) / untilLimit;
      world.fragmentation += 0.02 * (second / untilLimit);
    },
  };
};

/** Every kind of fault. Ranges begin at about the least that a person would call a fault. */
export const FAULTS: readonly FaultKind[] = [
  {
    name: 'memory-step',
    names: ['memory-step', 'memory-leak'],
    fits: (page) => page.hasAllocator,
    draw: ratio(1.2, 2.2, (world, factor) => void (world.live *= factor)),
  },
  {
    name: 'memory-leak',
    names: ['memory-leak', 'memory-step', 'memory-limit'],
    fits: (page) => page.hasAllocator,
    draw: growth([0.04, 0.35], MATERIAL_GROWTH, (world, factor) => void (world.live *= factor)),
  },
  {
    name: 'heap-leak',
    names: ['heap-leak'],
    fits: always,
    draw: growth([0.08, 0.5], MATERIAL_GROWTH, (world, factor) => void (world.heap *= factor)),
  },
  {
    name: 'fragmentation',
    names: ['fragmentation'],
    fits: (page) => page.hasAllocator,
    draw: addition(0.25, 0.5, (world, by) => void (world.fragmentation += by)),
  },
  {
    name: 'memory-limit',
    names: ['memory-limit', 'memory-step', 'memory-leak'],
    fits: always,
    draw: toTheLimit,
  },
  {
    name: 'execution-slow',
    names: ['execution-slow', 'execution-ramp'],
    fits: isCalled,
    draw: ratio(1.6, 4, (world, factor) => void (world.exec *= factor)),
  },
  {
    name: 'hot-export',
    names: ['execution-slow', 'execution-ramp'],
    fits: (page) => page.exports.length >= 3 && callsOfHottest(page) >= OFTEN,
    draw: (random, page, scale) => {
      const factor = random.logBetween(2.2, 6) ** scale;
      const index = hottest(page);
      return level((world, share) => void (world.slowExport = { index, factor: factor ** share }))(random);
    },
  },
  { name: 'execution-ramp', names: ['execution-ramp', 'execution-slow'], fits: isCalled, draw: ramp },
  {
    name: 'stall',
    names: ['stall', 'jank', 'frame-rate-drop'],
    fits: (page) => page.drive !== 'demand',
    draw: stalls,
  },
  {
    name: 'frame-rate-drop',
    names: ['frame-rate-drop'],
    fits: (page) => page.drive !== 'demand',
    draw: ratio(0.75, 0.35, (world, factor) => void (world.frameRate *= factor)),
  },
  {
    name: 'jank',
    names: ['jank', 'frame-rate-drop', 'stall'],
    fits: (page) => page.drive !== 'demand',
    draw: addition(0.6, 2.5, (world, by) => void (world.longFrames += by)),
  },
  {
    name: 'cache-collapse',
    names: ['cache-collapse'],
    fits: (page) => page.requests >= 1.2,
    draw: addition(0.25, 0.75, (world, by) => void (world.hit -= by)),
  },
  {
    name: 'request-latency',
    names: ['request-latency'],
    fits: (page) => page.requests >= 0.5,
    draw: ratio(2.5, 8, (world, factor) => void (world.latency *= factor)),
  },
  {
    name: 'request-failures',
    names: ['request-failures'],
    fits: (page) => page.requests >= 0.6,
    draw: addition(0.25, 0.9, (world, by) => void (world.failure += by)),
  },
  {
    name: 'allocation-churn',
    names: ['allocation-churn'],
    fits: (page) => page.hasAllocator,
    draw: ratio(3, 10, (world, factor) => void (world.alloc *= factor)),
  },
  {
    name: 'input-latency',
    names: ['input-latency'],
    fits: (page) => page.inputs >= 0.4,
    draw: addition(170, 600, (world, by) => void (world.inputLatency += by)),
  },
  {
    name: 'trap',
    names: ['trap'],
    fits: always,
    draw: addition(0.15, 1, (world, by) => void (world.traps += by)),
  },
];
