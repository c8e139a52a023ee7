/** What acts upon the page in one second: faults and events change it, the simulation reads it. */
export interface World {
  visible: boolean;
  loading: boolean;
  mark: string | undefined;
  /** Factors: 1 is as drawn. */
  calls: number;
  exec: number;
  /** Factor on the calls of each export, by index: another mix. */
  mix: readonly number[] | undefined;
  /** A module beside the page's own: calls for each frame (or a second, in a worker) and their mean time. */
  module: { readonly name: string; readonly calls: number; readonly time: number } | undefined;
  /** One export that is slower by itself. */
  slowExport: { index: number; factor: number } | undefined;
  frameRate: number;
  /** Of a greater window; several do not add up. */
  windowSize: number;
  live: number;
  heap: number;
  alloc: number;
  requests: number;
  /** Requests a second beside the usual ones. */
  moreRequests: number;
  latency: number;
  /** Added to what was drawn. */
  hit: number;
  failure: number;
  fragmentation: number;
  inputLatency: number;
  longFrames: number;
  traps: number;
  /** Refresh rate of another display, where the window was moved. */
  display: number | undefined;
  /** Reserved beyond live, as a share of the room to the maximum: 1 is at the limit. */
  reserved: number;
  /** A block of the main thread in this second, ms. */
  block: number;
  /** Share of the frames that are asked for. */
  activity: number;
  /** The machine sleeps before this tick, ms. */
  sleep: number;
}

const CALM: World = {
  visible: true,
  loading: false,
  mark: undefined,
  calls: 1,
  exec: 1,
  mix: undefined,
  module: undefined,
  slowExport: undefined,
  frameRate: 1,
  windowSize: 1,
  live: 1,
  heap: 1,
  alloc: 1,
  requests: 1,
  moreRequests: 0,
  latency: 1,
  hit: 0,
  failure: 0,
  fragmentation: 0,
  inputLatency: 0,
  longFrames: 0,
  traps: 0,
  display: undefined,
  reserved: 0,
  block: 0,
  activity: 1,
  sleep: 0,
};

export function createWorld(): World {
  return { ...CALM };
}

export function calmDown(world: World): void {
  Object.assign(world, CALM);
}
