import type { Tick } from '@wasm-vitals/protocol';
import { createNoise, createRandom } from '../../packages/sdk/src/optimize/testing/simulated-host.js';

/** What a fault adds; 0 is healthy. Names as in the demo's faults. */
export interface Troubles {
  /** JavaScript of each frame while all is drawn (ms). */
  frames: number;
  /** WebAssembly time of a frame (ms). */
  slow: number;
  /** Bytes a second. */
  leak: number;
  heap: number;
  /** Share of the requests that go past the cache. */
  cache: number;
  /** Longest halt (ms), in a third of the seconds. */
  stall: number;
  /** Blocks replaced in each frame. */
  churn: number;
  /** Milliseconds of each answer. */
  network: number;
}

/** Levels of the demo's actions; 0 is untouched. */
export interface Levels {
  budget: number;
  resolution: number;
  step: number;
  pace: number;
  wide: number;
  trimmed: number;
  unloaded: number;
}

export interface SimulatedDemo {
  readonly troubles: Troubles;
  readonly levels: Levels;
  recycle(): void;
  /** The readings of the next second. */
  read(): Partial<Tick>;
}

const FRAME_MS = 1000 / 60;
/** Drawing and the page's own work in each frame, and WebAssembly's, as measured on the demo at its smallest size (ms). */
const OTHER_WORK_MS = 2.2;
const FIXED_WASM_MS = 0.12;
const STEP_WASM_MS = 0.58;
/** The demo advances its model by at most this a frame. */
const LONGEST_STEP_MS = 34;
const LIVE_BYTES = 8.9e6;
const FILM_BYTES = 204_800;
const FILMS = { all: 24, kept: 12 };
const BLOCK_BYTES = 8_192;
const STALLED_SHARE = 0.36;

/** A model of the demo, second by second, with the noise of a real page. It draws whole frames of a 60 Hz display only. */
export function createSimulatedDemo(seed: number): SimulatedDemo {
  const random = createRandom(seed);
  const [calls, other, requests] = [0.4, 0.4, 0.4].map((rho) => createNoise(random, rho)) as [
    () => number,
    () => number,
    () => number,
  ];
  const troubles: Troubles = {
    frames: 0,
    slow: 0,
    leak: 0,
    heap: 0,
    cache: 0,
    stall: 0,
    churn: 0,
    network: 0,
  };
  const levels: Levels = { budget: 0, resolution: 0, step: 0, pace: 0, wide: 0, trimmed: 0, unloaded: 0 };
  let [leaked, kept, films, second] = [0, 0, FILMS.kept, 0];

  function frame(): { fps: number; wasm: number } {
    const drawn = [1, 0.7, 0.45, 0.25, 0.1][levels.budget] ?? 1;
    const steps = 0.5 ** (levels.step + levels.pace);
    let fps = 60;
    let wasm = 0;
    // Frames that are late make longer steps, which make frames later: a few rounds settle it.
    for (let round = 0; round < 3; round++) {
      const elapsed = Math.min(LONGEST_STEP_MS, 1000 / fps) / FRAME_MS;
      wasm = (FIXED_WASM_MS + (STEP_WASM_MS + troubles.slow) * steps * elapsed) * Math.exp(0.05 * calls());
      fps = 60 / Math.ceil((OTHER_WORK_MS + wasm + troubles.frames * drawn) / FRAME_MS);
    }
    return { fps: fps - 0.4 * Math.abs(other()), wasm: wasm + troubles.churn / 6_000 };
  }

  function fetches(): Pick<Tick, 'requests' | 'cacheHits'> {
    films = levels.wide > 0 ? Math.min(FILMS.all, films + 1) : FILMS.kept;
    const asked = films === FILMS.all ? 0 : 1 + Number(random() < 0.6);
    const missed = Array.from({ length: asked }, random).filter((u) => u < troubles.cache).length;
    const cues = Number(random() < 0.5);
    return { requests: asked + cues, cacheHits: asked - missed };
  }

  return {
    troubles,
    levels,
    recycle: () => (leaked = 0),
    read() {
      second++;
      leaked += troubles.leak;
      kept += troubles.heap;
      const { fps, wasm } = frame();
      const halt = random() < STALLED_SHARE ? troubles.stall : 0;
      const shown = fps * (1 - halt / 1000);
      return {
        fps: shown,
        frameTimeMax: Math.max(halt, 1000 / fps + (random() < 0.05 ? FRAME_MS : 0)),
        longFrames: fps <= 20 ? Math.round(fps) : Number(halt > 50),
        refreshRate: 60,
        wasmTime: wasm * shown,
        wasmCalls: Math.round(8.5 * shown),
        wasmLive: LIVE_BYTES + leaked + (films - FILMS.kept) * FILM_BYTES,
        wasmReserved: 16e6 + Math.max(0, leaked - 7e6),
        jsHeapUsed: 6.5e6 + kept + (second % 12) * 2e5,
        allocationRate: 1e5 * Math.exp(0.2 * requests()) + troubles.churn * BLOCK_BYTES * shown,
        latency: 5 * Math.exp(0.1 * other()) + troubles.network,
        ...fetches(),
        functions: { step: [Math.round(shown), 0.9 * wasm * shown] },
      };
    },
  };
}
