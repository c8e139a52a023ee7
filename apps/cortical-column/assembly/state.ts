// Everything that changes while the column runs, in one block: an instance is recycled by copying this block and the
// synapses into a fresh one. Layout: header, then f32 arrays of `neurons` each, then the ring of future input.
import { allocate, release } from './allocator';
import { gaussian, seedStream } from './random';

/** Slots of the ring of future input: the longest delay is 30 steps of 0.25 ms. A power of two. */
export const SLOTS: i32 = 32;

// Header
const NOISE: usize = 0; // v128: the four noise generators
const TIME: usize = 16; // f64: ms since the start
const PENDING: usize = 24; // f64: ms asked for and not yet stepped
const SLOT: usize = 32; // i32: ring slot of the next step
const QUARTERS: usize = 36; // i32: step in quarters of a millisecond
const RATES: usize = 48; // 8 × f32: smoothed rates (Hz)
const HEADER: usize = 80;

const STREAM_STATE: u32 = 1000;

export let state: usize = 0;
export let stateBytes: usize = 0;
export let voltage: usize = 0; // mV above rest
export let current: usize = 0; // synaptic current, pA
export let refractory: usize = 0; // ms left
export let drive: usize = 0; // thalamic input of the stimulus frame shown, pA
export let touch: usize = 0; // decaying input of the user's clicks, pA
export let ring: usize = 0;

export function getNoise(): v128 {
  return v128.load(state, NOISE);
}
export function setNoise(value: v128): void {
  v128.store(state, value, NOISE);
}
export function getTime(): f64 {
  return load<f64>(state, TIME);
}
export function setTime(value: f64): void {
  store<f64>(state, value, TIME);
}
export function getPending(): f64 {
  return load<f64>(state, PENDING);
}
export function setPending(value: f64): void {
  store<f64>(state, value, PENDING);
}
export function getSlot(): i32 {
  return load<i32>(state, SLOT);
}
export function setSlot(value: i32): void {
  store<i32>(state, value, SLOT);
}
export function getQuarters(): i32 {
  return load<i32>(state, QUARTERS);
}
export function setQuarters(value: i32): void {
  store<i32>(state, value, QUARTERS);
}
export function rates(): usize {
  return state + RATES;
}

/** Allocates the state of `neurons` cells at rest, a little apart from each other so that they don't start in step. */
export function createState(neurons: i32, seed: u32, quarters: i32): void {
  release(state);
  const row = <usize>neurons * 4;
  stateBytes = HEADER + row * (5 + SLOTS);
  state = allocate(stateBytes);
  voltage = state + HEADER;
  current = voltage + row;
  refractory = current + row;
  drive = refractory + row;
  touch = drive + row;
  ring = touch + row;
  setQuarters(quarters);
  seedStream(seed, STREAM_STATE);
  for (let n = 0; n < neurons; n++) store<f32>(voltage + <usize>n * 4, <f32>(1 + 5 * gaussian()));
  for (let lane: u32 = 0; lane < 4; lane++)
    store<u32>(state + lane * 4, ((seed + 1) * 0x9e3779b9) ^ (lane * 0x85ebca6b + 1), NOISE);
}

/** Moves input that is under way to the slots where it is due with another step, so that a change loses no spike. */
export function changeStep(neurons: i32, quarters: i32): void {
  const before = getQuarters();
  if (quarters == before) return;
  const slot = getSlot();
  const finer = quarters < before;
  for (let k = 0; k < SLOTS; k++) {
    const ahead = finer ? SLOTS - 1 - k : k;
    const moved = min(SLOTS - 1, max(1, (ahead * before + (quarters >> 1)) / quarters));
    if (moved != ahead) moveRow(neurons, (slot + ahead) & (SLOTS - 1), (slot + moved) & (SLOTS - 1));
  }
  setQuarters(quarters);
}

function moveRow(neurons: i32, from: i32, to: i32): void {
  const source = ring + <usize>(from * neurons) * 4;
  const target = ring + <usize>(to * neurons) * 4;
  for (let n: usize = 0; n < <usize>neurons * 4; n += 16) {
    v128.store(target + n, f32x4.add(v128.load(target + n), v128.load(source + n)));
    v128.store(source + n, f32x4.splat(0));
  }
}
