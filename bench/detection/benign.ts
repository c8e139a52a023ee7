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
      world.alloc = to(world.alloc, calls);
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
    draw: brief(15, 60, (world, strength) => {
      world.frameRate *= 0.5;
      world.calls *= 0.15 + 0.2 * strength;
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
      world.alloc *= 1.3 + 0.9 * strength;
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
    name: 'thermal throttling, mild',
    perHour: 0.5,
    draw: (random) => {
      const factor = random.between(1.04, 1.12);
      const duration = random.between(240, 600);
      const rise = random.between(60, 200);
      return {
        duration,
        apply: (world, second) =>
          void (world.exec *= factor ** Math.min(1, second / rise, (duration - second) / 30)),
      };
    },
  },
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
