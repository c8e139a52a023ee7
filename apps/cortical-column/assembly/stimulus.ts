// What reaches the column from outside: stimulus films through the thalamus, and the user's clicks.
import {
  POPULATIONS,
  RADIUS,
  TAU_SYNAPSE,
  FULL_SIZE,
  THALAMIC_CELLS,
  THALAMIC_PROBABILITY,
  THALAMIC_RATE,
  WEIGHT,
  indegree,
} from './model';
import { first, neurons, positions } from './network';
import { drive, touch } from './state';

/** A film's frames are square maps of f32 brightness (0 to 1), laid over the column's cross-section. */
let film: usize = 0;
let side: i32 = 0;
let frames: i32 = 0;
let frameMs: f64 = 0;
let played: f64 = 0;
let shown: i32 = -1;

/** Starts a film that lies at `ptr` and must stay there until it ended or another one begins. */
export function present(ptr: usize, width: i32, count: i32, ms: f64): void {
  film = ptr;
  side = width;
  frames = count;
  frameMs = ms;
  played = 0;
  shown = -1;
}

/** Milliseconds of the film that have been shown. */
export function playedMs(): f64 {
  return played;
}

export function seek(ms: f64): void {
  played = ms;
}

/** Shows what is due, `ms` later than before. Behind its last frame a film leaves the column in the dark. */
export function advanceFilm(ms: f64): void {
  if (!film) return;
  const frame = <i32>(played / frameMs);
  played += ms;
  if (frame >= frames) {
    film = 0;
    memory.fill(drive, 0, (<usize>neurons) << 2);
  } else if (frame != shown) {
    shown = frame;
    for (let p = 0; p < POPULATIONS; p++)
      if (THALAMIC_PROBABILITY[p] > 0) showFrame(p, film + ((<usize>(frame * side * side)) << 2));
  }
}

export function remainingMs(): f64 {
  return film ? <f64>frames * frameMs - played : 0;
}

/** Mean current (pA) that the relay cells of a bright spot give to a neuron of population `p`. */
function thalamicCurrent(p: i32): f64 {
  const synapses = indegree(THALAMIC_PROBABILITY[p], <f64>FULL_SIZE[p], THALAMIC_CELLS);
  return 0.001 * TAU_SYNAPSE * WEIGHT * synapses * THALAMIC_RATE;
}

function showFrame(p: i32, map: usize): void {
  const gain = <f32>thalamicCurrent(p);
  const toCell = <f32>(<f64>side / (2 * RADIUS));
  const last = side - 1;
  for (let n = first[p]; n < first[p + 1]; n++) {
    const at = positions + <usize>n * 12;
    const column = min(last, max(0, <i32>((load<f32>(at, 0) + <f32>RADIUS) * toCell)));
    const line = min(last, max(0, <i32>((load<f32>(at, 8) + <f32>RADIUS) * toCell)));
    store<f32>(drive + ((<usize>n) << 2), gain * load<f32>(map + ((<usize>(line * side + column)) << 2)));
  }
}

/** Adds a current (pA, fading) to all neurons nearer than `radius` to the point; all in µm. Returns how many. */
export function touchSphere(x: f32, y: f32, z: f32, radius: f32, strength: f32): i32 {
  let hit = 0;
  for (let n = 0; n < neurons; n++) {
    const at = positions + <usize>n * 12;
    const dx = load<f32>(at, 0) - x;
    const dy = load<f32>(at, 4) - y;
    const dz = load<f32>(at, 8) - z;
    if (dx * dx + dy * dy + dz * dz > radius * radius) continue;
    const cell = touch + ((<usize>n) << 2);
    store<f32>(cell, load<f32>(cell) + strength);
    hit++;
  }
  return hit;
}
