import type { Tick } from '@wasm-vitals/protocol';

/** A fall of this share between two ticks is a garbage collection. */
const COLLECTED = 0.04;
/** The floor is looked for in so many ticks at least and at most, by how often the garbage is collected. */
const SHORTEST = 5;
const LONGEST = 30;
/** Of the longest time between collections that was seen lately. */
const MARGIN = 1.3;
const FORGET = 0.995;

/** Reads the JS heap without its saw-tooth: the least of the last ticks, as many as a collection takes to come. */
export function createHeapFloor(): (tick: Tick) => number | undefined {
  const ring = new Float64Array(LONGEST);
  let seen = 0;
  let sinceCollection = 0;
  let between = LONGEST;
  let last = 0;

  return (tick) => {
    const used = tick.jsHeapUsed;
    if (used === undefined) return undefined;
    ring[seen++ % LONGEST] = used;
    sinceCollection++;
    if (used < last * (1 - COLLECTED)) {
      between = Math.max(between * FORGET ** sinceCollection, sinceCollection);
      if (between > LONGEST || seen < 2 * LONGEST) between = Math.min(between, LONGEST);
      sinceCollection = 0;
    }
    last = used;
    const ticks = Math.min(seen, LONGEST, Math.max(SHORTEST, Math.ceil(MARGIN * between)));
    let floor = used;
    for (let age = 1; age < ticks; age++) floor = Math.min(floor, ring[(seen - 1 - age) % LONGEST] ?? floor);
    return seen < LONGEST ? undefined : floor;
  };
}
