import { frameLoad } from './page.js';
import type { Page } from './page.js';
import type { Random } from './random.js';
import type { World } from './world.js';

/** Something that happens to healthy pages, and must not alarm. */
export interface BenignKind {
  readonly name: string;
  /** How often it happens. */
  readonly perHour: number;
  /** It hides what a fault would show, so it is not laid over a fault. */
  readonly hides?: boolean;
  /** False where the page has no such event. */
  readonly fits?: (page: Page) => boolean;
  readonly draw: (random: Random, count: number, page: Page) => BenignCourse;
}

export interface BenignCourse {
  /** Seconds; Infinity where it changes the page for good. */
  readonly duration: number;
  readonly apply: (world: World, second: number) => void;
}

/** Another scene: calls, time of a call, memory and allocation change together, and for good. */
function scene(random: Random, page: Page, announce: (world: World, second: number) => void): BenignCourse {
  const calls = Math.exp((random.chance(0.5) ? 1 : -1) * random.between(0.25, 0.75));
  const exec = calls ** page.scene.exec;
  const live = calls ** page.scene.live;
  const heap = calls ** page.scene.heap;
  const rise = random.between(1, 4);
  return {
    duration: Infinity,
    apply(world, second) {
      // It takes the place of the scene before, and of what was loaded for it.
      const share = Math.min(1, (second + 1) / rise);
      const to = (before: number, after: number): number => before ** (1 - share) * after ** share;
      world.calls = to(world.calls, calls);
      world.exec = to(world.exec, exec);
      world.live = to(world.live, live);
      world.heap = to(world.heap, heap);
      announce(world, second);
    },
  };
}

function load(random: Random, flagged: boolean): BenignCourse {
  const duration = random.between(2, 12);
  const live = random.logBetween(1, 1.6);
  const heap = random.logBetween(1, 1.25);
  const burst = random.between(3, 10);
  const miss = random.between(0.2, 0.7);
  const exec = random.between(1, 1.8);
  const frames = random.between(0.6, 1);
  return {
    duration: Infinity,
    apply(world, second) {
      const share = Math.min(1, (second + 1) / duration);
      world.live *= live ** share;
      world.heap *= heap ** share;
      if (second >= duration) return;
      world.requests *= burst;
      world.moreRequests += 4;
      world.hit -= miss;
      world.exec *= exec;
      world.alloc *= 2.5;
      world.frameRate *= frames;
      world.longFrames += 0.3;
      world.loading ||= flagged;
    },
  };
}

const brief =
  (low: number, high: number, apply: (world: World, strength: number, second: number) => void) =>
  (random: Random): BenignCourse => {
    const strength = random.between(0, 1);
    return { duration: random.between(low, high), apply: (world, second) => apply(world, strength, second) };
  };

/** Frames that nearly fill their time: the least slow-down loses frames, and is a fault that people see. */
const NEARLY_FULL = 0.75;
const spare = (page: Page): boolean => frameLoad(page) < NEARLY_FULL;

/** Everything takes a little longer for a while: less than what matters. */
const slower =
  (most: number, duration: readonly [number, number], rise: readonly [number, number]) =>
  (random: Random, _count: number, page: Page): BenignCourse => {
    const factor = random.between(1.04, spare(page) ? most : 1.04);
    const lasts = random.between(duration[0], duration[1]);
    const rises = random.between(rise[0], rise[1]);
    return {
      duration: lasts,
      apply: (world, second) =>
        void (world.exec *= factor ** Math.min(1, (second + 1) / rises, (lasts - second) / rises)),
    };
  };

/** Another module beside: its exports are new, its memory and time come on top. */
function module(random: Random, count: number, page: Page): BenignCourse {
  const free = Math.max(0.01, 0.85 - frameLoad(page));
  const perFrame = (1000 / page.refresh) * Math.min(free, random.between(0.03, 0.25));
  const calls =
    page.drive === 'worker' ? random.logBetween(1, 500) : random.logBetween(1, 2 * page.callsPerFrame + 2);
  const time = page.drive === 'worker' ? random.between(5, 80) / calls : perFrame / calls;
  const live = random.logBetween(1.03, 1.3);
  const heap = random.logBetween(1, 1.08);
  const rise = random.between(1, 5);
  const lasts = random.chance(0.5) ? Infinity : random.between(60, 900);
  return {
    duration: lasts,
    apply(world, second) {
      const share = Math.min(1, (second + 1) / rise);
      world.live *= live ** share;
      world.heap *= heap ** share;
      if (second < 3) world.moreRequests += 0.5;
      if (second >= rise) world.module = { name: `other${String(count)}.run`, calls, time };
    },
  };
}

/** Another mix of the same exports: another tool, another mode. */
function mix(random: Random, _count: number, page: Page): BenignCourse {
  const raw = page.exports.map(() => random.logBetween(0.4, 2.5));
  const sum = page.exports.reduce((total, item, i) => total + item.calls * (raw[i] ?? 1), 0);
  const factors = raw.map((factor) => factor / sum);
  return { duration: random.between(15, 240), apply: (world) => void (world.mix = factors) };
}

/** A cache or an undo history fills: fast first, then ever slower, to less than what matters. */
function filling(random: Random): BenignCourse {
  const live = random.between(0.02, 0.07);
  const heap = random.between(0, 0.05);
  const tau = random.between(40, 150);
  return {
    duration: Infinity,
    apply(world, second) {
      const share = 1 - Math.exp(-second / tau);
      world.live *= 1 + live * share;
      world.heap *= 1 + heap * share;
    },
  };
}

/** All benign events beside those that every page has: noise, warm-up, garbage collection, lost ticks. */
export const BENIGN: readonly BenignKind[] = [
  {
    name: 'scene change, marked',
    perHour: 2,
    hides: true,
    draw: (random, count, page) =>
      scene(random, page, (world) => void (world.mark = `scene ${String(count)}`)),
  },
  {
    name: 'scene change, unmarked',
    perHour: 2,
    draw(random, _count, page) {
      const burst = random.chance(0.6);
      return scene(random, page, (world, second) => {
        if (burst && second < 5) world.moreRequests += 3;
        if (burst && second < 5) world.requests *= 3;
      });
    },
  },
  { name: 'load, announced', perHour: 2, draw: (random) => load(random, true) },
  { name: 'load, unannounced', perHour: 2, draw: (random) => load(random, false) },
  {
    name: 'hidden tab',
    perHour: 2,
    hides: true,
    draw: brief(5, 150, (world) => void (world.visible = false)),
  },
  {
    name: 'idle',
    perHour: 3,
    hides: true,
    draw: brief(8, 90, (world, strength) => void (world.activity *= strength < 0.5 ? 0 : 0.12 * strength)),
  },
  {
    name: 'menu: a lighter frame at half the rate',
    perHour: 1,
    hides: true,
    // Where frames and calls have nothing to do with each other, nothing tells it from a fault.
    fits: (page) => page.drive !== 'worker',
    draw: brief(15, 60, (world, strength) => {
      world.frameRate *= 0.5;
      world.calls *= 0.15 + 0.2 * strength;
      world.module = undefined;
    }),
  },
  {
    name: 'hiccup',
    perHour: 6,
    draw: brief(1, 7, (world, strength) => {
      world.exec *= 1.3 + 1.7 * strength;
      world.frameRate *= 0.9 - 0.4 * strength;
      world.longFrames += 0.5;
    }),
  },
  {
    name: 'busy user',
    perHour: 4,
    draw: brief(10, 40, (world, strength) => {
      world.calls *= 1.3 + 0.9 * strength;
      world.exec *= 1 + 0.1 * strength;
    }),
  },
  {
    name: 'network hiccup',
    perHour: 4,
    draw: brief(2, 9, (world, strength) => {
      world.latency *= 2 + 3 * strength;
      world.failure += 0.05 * strength;
    }),
  },
  {
    name: 'thermal throttling',
    perHour: 0.5,
    draw: slower(1.18, [240, 900], [60, 300]),
  },
  { name: 'another program is busy', perHour: 2, draw: slower(1.18, [5, 40], [1, 3]) },
  {
    name: 'one long pause',
    perHour: 4,
    draw: (random) => {
      const block = random.logBetween(120, 900);
      return { duration: 1, apply: (world) => void (world.block = Math.max(world.block, block)) };
    },
  },
  { name: 'another module', perHour: 0.6, draw: module },
  { name: 'another mix of exports', perHour: 1, draw: mix },
  { name: 'a cache fills', perHour: 1, draw: filling },
  {
    name: 'window resized',
    perHour: 2,
    draw: (random) => {
      const frames = random.between(0.93, 1);
      return {
        duration: random.between(300, 1_200),
        apply(world, second) {
          world.windowSize = frames;
          if (second < 3) world.longFrames += 1.5;
        },
      };
    },
  },
  {
    name: 'device sleep',
    perHour: 0.4,
    hides: true,
    draw: brief(1, 1.5, (world, strength, second) => {
      if (second < 1) world.sleep = 20_000 + 3_000_000 * strength;
    }),
  },
  {
    name: 'another display',
    perHour: 0.2,
    hides: true,
    draw: (random) => {
      const display = random.pick([60, 75, 120, 144]);
      return { duration: Infinity, apply: (world) => void (world.display = display) };
    },
  },
];
