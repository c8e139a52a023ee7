import type { Tick } from '@wasm-vitals/protocol';
import { BENIGN } from './benign.js';
import { FAULTS } from './faults.js';
import type { FaultKind } from './faults.js';
import { drawPage } from './page.js';
import type { Page } from './page.js';
import { createRandom } from './random.js';
import type { Random } from './random.js';
import { createSimulation } from './simulation.js';
import { calmDown, createWorld } from './world.js';
import type { World } from './world.js';

/** A fault that was injected: seconds from the first tick. */
export interface Label {
  readonly type: string;
  readonly names: readonly string[];
  readonly start: number;
  readonly end: number;
  /** When the change became large enough to matter. */
  readonly material: number;
  /** True ratio of the level, where the fault has one. */
  readonly truth?: number;
}

export interface Session {
  readonly labels: readonly Label[];
  readonly seconds: number;
  /** Names of what began within the `within` seconds before, or lasts for a limited time, to explain an alarm. */
  nearby(second: number, within: number): readonly string[];
  /** Makes the ticks one after the other; a machine that sleeps makes their times run ahead of the second. */
  ticks(): Iterable<{ readonly second: number; readonly tick: Tick }>;
}

export interface SessionOptions {
  readonly seed: number;
  /** Default 3; 0 for fault-free sessions. */
  readonly faultsPerHour?: number;
  /** Factor on all scatter. Default 1. */
  readonly noise?: number;
  /** Factor on the effect of faults. Default 1. */
  readonly strength?: number;
}

interface Happening {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly apply: (world: World, second: number) => void;
}

/** No fault before the page has settled, and rest between two, so that it is clear which one an alarm is for. */
const FIRST_FAULT = 180;
const REST = 150;
/** An event that hides a fault keeps this far from it. */
const CLEAR = 60;

/** Sessions last 20 to 30 minutes, one in eight for hours. */
const drawLength = (random: Random): number =>
  Math.round(random.chance(0.125) ? random.between(5_400, 14_400) : random.between(1_200, 1_800));

function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.between(0, 1));
}

function placeFaults(
  random: Random,
  seconds: number,
  options: SessionOptions,
  fitting: readonly FaultKind[],
) {
  const { faultsPerHour = 3, strength = 1 } = options;
  const page = drawPage(createRandom(options.seed), options.noise ?? 1);
  const placed: { label: Label; happening: Happening }[] = [];
  if (faultsPerHour === 0) return placed;
  // Faults and their rests take up time of their own: the gaps are shortened so that the rate holds.
  const gap = Math.max(60, 3_600 / faultsPerHour - 140 - REST);
  for (let start = FIRST_FAULT + exponential(random, gap); ; start += REST + exponential(random, gap)) {
    const kind = random.pick(fitting);
    const course = kind.draw(random, page, strength);
    const begin = Math.round(start);
    const end = begin + Math.round(course.duration);
    if (end > seconds - 30) return placed;
    placed.push({
      label: {
        type: kind.name,
        names: kind.names,
        start: begin,
        end,
        material: begin + course.materialAfter,
        ...(course.truth === undefined ? {} : { truth: course.truth }),
      },
      happening: { name: kind.name, start: begin, end, apply: course.apply },
    });
    start = end;
  }
}

function placeBenign(random: Random, page: Page, seconds: number, labels: readonly Label[]): Happening[] {
  const placed: Happening[] = [];
  for (const kind of BENIGN) {
    if (kind.fits && !kind.fits(page)) continue;
    let count = 0;
    for (
      let start = exponential(random, 3_600 / kind.perHour);
      start < seconds;
      start += exponential(random, 3_600 / kind.perHour)
    ) {
      const course = kind.draw(random, ++count, page);
      const begin = Math.round(start);
      const end = begin + course.duration;
      // What lasts is judged by its begin: a scene that came before a fault does not hide it.
      const until = Math.min(end, begin + CLEAR);
      const hidesFault = labels.some(
        (label) =>
          begin < label.end + CLEAR && Math.max(until, Math.min(end, begin + 200)) > label.start - CLEAR,
      );
      if (kind.hides && hidesFault) continue;
      placed.push({ name: kind.name, start: begin, end, apply: course.apply });
    }
  }
  return placed.sort((a, b) => a.start - b.start);
}

/** Draws a session: its page, its faults, its benign events. The same seed gives the same ticks. */
export function drawSession(options: SessionOptions): Session {
  const page = drawPage(createRandom(options.seed), options.noise ?? 1);
  const random = createRandom(options.seed + 500_009);
  const seconds = drawLength(random);
  const faults = placeFaults(
    random,
    seconds,
    options,
    FAULTS.filter((kind) => kind.fits(page)),
  );
  const labels = faults.map(({ label }) => label);
  // Scenes set levels and faults act upon them: so faults come last.
  const happenings = [
    ...placeBenign(random, page, seconds, labels),
    ...faults.map(({ happening }) => happening),
  ];

  return {
    labels,
    seconds,
    nearby: (second, within) =>
      happenings
        .filter(
          ({ start, end }) =>
            start <= second &&
            (second - start <= within ||
              (second < end && end < Infinity) ||
              (second >= end && second - end <= within)),
        )
        .map(
          ({ name, start, end }) =>
            `${name} ${String(start - second)}..${end === Infinity ? '' : (end - second).toFixed(0)}`,
        ),
    *ticks() {
      const world = createWorld();
      const simulate = createSimulation(page, createRandom(options.seed + 900_001));
      for (let second = 0; second < seconds; second++) {
        calmDown(world);
        for (const { start, end, apply } of happenings)
          if (second >= start && second < end) apply(world, second - start);
        const tick = simulate(second, world);
        if (tick) yield { second, tick };
      }
    },
  };
}
