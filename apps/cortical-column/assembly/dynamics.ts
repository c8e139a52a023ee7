// Advances the column: exact integration of the LIF neuron with exponential currents (Rotter & Diesmann 1999, Biol.
// Cybern. 81:381-402), four neurons at a time, and delivery of spikes through the ring of future input.
import { allocate, release } from './allocator';
import {
  CAPACITANCE,
  EXTERNAL_INDEGREE,
  EXTERNAL_RATE,
  POPULATIONS,
  REFRACTORY,
  TAU_MEMBRANE,
  TAU_SYNAPSE,
  THRESHOLD,
  WEIGHT,
} from './model';
import { SYNAPSE_BYTES, directCurrent, first, neurons, outgoing, table } from './network';
import {
  SLOTS,
  current,
  drive,
  getNoise,
  getQuarters,
  getSlot,
  getTime,
  rates,
  refractory,
  ring,
  setNoise,
  setSlot,
  setTime,
  touch,
  voltage,
} from './state';

/** A click's current fades with this time constant (ms). */
const TAU_TOUCH: f64 = 25;
const TAU_RATE: f64 = 400;
/** Spikes that one call can report: every neuron eight times. */
const SPIKES_PER_NEURON: i32 = 8;

export let spikes: usize = 0; // u32: neuron
export let spikeTimes: usize = 0; // f32: ms since the start of the call
export let spikeCount: i32 = 0;
let spikeCapacity: i32 = 0;

/** Extra passes over all neurons in each step: the "slow export" fault. */
export let burn: i32 = 0;
let burnt: f32 = 0;

// Propagators of one step, and per-population constants
let decayVoltage: f32 = 0; // P22
let decayCurrent: f32 = 0; // P11
let currentToVoltage: f32 = 0; // P21, mV / pA
let constantToVoltage: f32 = 0; // P20, mV / pA
let decayTouch: f32 = 0;
let stepMs: f32 = 0;
const noiseScale: StaticArray<f32> = [0, 0, 0, 0, 0, 0, 0, 0];
const counted: StaticArray<i32> = [0, 0, 0, 0, 0, 0, 0, 0];

export function setBurn(passes: i32): void {
  burn = passes;
}

export function createSpikes(): void {
  release(spikes);
  release(spikeTimes);
  spikeCapacity = neurons * SPIKES_PER_NEURON;
  spikes = allocate(<usize>spikeCapacity * 4);
  spikeTimes = allocate(<usize>spikeCapacity * 4);
  spikeCount = 0;
}

/** Computes what depends on the step alone. */
export function prepare(): void {
  const h = <f64>getQuarters() * 0.25;
  const membrane = Math.exp(-h / TAU_MEMBRANE);
  const synapse = Math.exp(-h / TAU_SYNAPSE);
  const gain = (TAU_MEMBRANE * TAU_SYNAPSE) / (CAPACITANCE * (TAU_MEMBRANE - TAU_SYNAPSE));
  stepMs = <f32>h;
  decayVoltage = <f32>membrane;
  decayCurrent = <f32>synapse;
  currentToVoltage = <f32>(gain * (membrane - synapse));
  constantToVoltage = <f32>((TAU_MEMBRANE / CAPACITANCE) * (1 - membrane));
  decayTouch = <f32>Math.exp(-h / TAU_TOUCH);
  for (let p = 0; p < POPULATIONS; p++) {
    // Poisson input of rate r has variance w² r h in a step; a byte sum (see `noise`) has a deviation of 147.8
    const deviation = WEIGHT * Math.sqrt(EXTERNAL_INDEGREE[p] * EXTERNAL_RATE * 0.001 * h);
    noiseScale[p] = <f32>(deviation / 147.8);
  }
}

export function beginCall(): void {
  spikeCount = 0;
  for (let p = 0; p < POPULATIONS; p++) counted[p] = 0;
}

/** Updates the smoothed rates after a call that advanced `ms`. */
export function endCall(ms: f64): void {
  if (ms <= 0) return;
  const keep = Math.exp(-ms / TAU_RATE);
  for (let p = 0; p < POPULATIONS; p++) {
    const at = rates() + ((<usize>p) << 2);
    const now = (<f64>counted[p] * 1000) / (ms * <f64>(first[p + 1] - first[p]));
    store<f32>(at, <f32>(keep * <f64>load<f32>(at) + (1 - keep) * now));
  }
}

/** One step of all neurons. `elapsed` (ms) is how far this call has come. */
export function advance(elapsed: f32): void {
  const slot = getSlot();
  const before = spikeCount;
  for (let p = 0; p < POPULATIONS; p++) {
    const start = spikeCount;
    integrate(p, slot, elapsed);
    counted[p] += spikeCount - start;
  }
  for (let k = before; k < spikeCount; k++) deliver(load<u32>(spikes + ((<usize>k) << 2)), slot);
  for (let pass = 0; pass < burn; pass++) burnt += repeatWork();
  setSlot((slot + 1) & (SLOTS - 1));
  setTime(getTime() + <f64>stepMs);
}

/** Four xorshift generators (Marsaglia 2003), one a lane. */
function shift(x: v128): v128 {
  x = v128.xor(x, i32x4.shl(x, 13));
  x = v128.xor(x, i32x4.shr_u(x, 17));
  return v128.xor(x, i32x4.shl(x, 5));
}

/** Sum of the four bytes of each lane less its mean: near normal, deviation 147.8. */
function noise(x: v128): v128 {
  const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(x));
  return f32x4.convert_i32x4_s(i32x4.sub(sums, i32x4.splat(510)));
}

function integrate(p: i32, slot: i32, elapsed: f32): void {
  const direct = f32x4.splat(<f32>directCurrent[p]);
  const scale = f32x4.splat(noiseScale[p]);
  const p22 = f32x4.splat(decayVoltage);
  const p11 = f32x4.splat(decayCurrent);
  const p21 = f32x4.splat(currentToVoltage);
  const p20 = f32x4.splat(constantToVoltage);
  const fade = f32x4.splat(decayTouch);
  const step = f32x4.splat(stepMs);
  const zero = f32x4.splat(0);
  const threshold = f32x4.splat(<f32>THRESHOLD);
  const row = ring + ((<usize>(slot * neurons)) << 2);
  const end = (<usize>first[p + 1]) << 2;
  let generator = getNoise();
  for (let n: usize = (<usize>first[p]) << 2; n < end; n += 16) {
    generator = shift(generator);
    const clicked = v128.load(touch + n);
    const input = v128.load(current + n);
    const outside = f32x4.add(direct, f32x4.add(clicked, v128.load(drive + n)));
    const resting = v128.load(refractory + n);
    let v = f32x4.mul(p22, v128.load(voltage + n));
    v = f32x4.add(v, f32x4.add(f32x4.mul(p21, input), f32x4.mul(p20, outside)));
    v = v128.andnot(v, f32x4.gt(resting, zero));
    const arrived = f32x4.add(v128.load(row + n), f32x4.mul(scale, noise(generator)));
    v128.store(current + n, f32x4.add(f32x4.mul(p11, input), arrived));
    v128.store(row + n, zero);
    v128.store(touch + n, f32x4.mul(clicked, fade));
    v128.store(refractory + n, f32x4.max(zero, f32x4.sub(resting, step)));
    const fired = f32x4.ge(v, threshold);
    v128.store(voltage + n, v128.andnot(v, fired));
    const mask = i32x4.bitmask(fired);
    if (mask) fire(<u32>(n >> 2), mask, elapsed);
  }
  setNoise(generator);
}

function fire(neuron: u32, mask: i32, elapsed: f32): void {
  for (; mask; mask &= mask - 1) {
    const n = neuron + <u32>ctz(mask);
    store<f32>(refractory + ((<usize>n) << 2), <f32>REFRACTORY);
    if (spikeCount >= spikeCapacity) return;
    store<u32>(spikes + ((<usize>spikeCount) << 2), n);
    store<f32>(spikeTimes + ((<usize>spikeCount) << 2), elapsed);
    spikeCount++;
  }
}

function deliver(neuron: u32, slot: i32): void {
  const quarters = <u32>getQuarters();
  const shifts = <u32>ctz(quarters);
  const half = quarters >> 1;
  const from = load<u32>(outgoing + ((<usize>neuron) << 2), 0);
  const to = load<u32>(outgoing + ((<usize>neuron) << 2), 4);
  const end = table + <usize>to * SYNAPSE_BYTES;
  for (let at = table + <usize>from * SYNAPSE_BYTES; at < end; at += SYNAPSE_BYTES) {
    const packed = load<u32>(at, 0);
    const delay = max<u32>(1, ((packed >> 24) + half) >> shifts);
    const due = (<u32>slot + delay) & (SLOTS - 1);
    const cell = ring + ((<usize>(due * <u32>neurons + (packed & 0xffffff))) << 2);
    store<f32>(cell, load<f32>(cell) + load<f32>(at, 4));
  }
}

/** Real work over all neurons whose result is kept but not used: what an export costs that became slow. */
function repeatWork(): f32 {
  const p22 = f32x4.splat(decayVoltage);
  const p21 = f32x4.splat(currentToVoltage);
  let sum = f32x4.splat(0);
  for (let n: usize = 0; n < (<usize>neurons) << 2; n += 16) {
    const v = f32x4.add(f32x4.mul(p22, v128.load(voltage + n)), f32x4.mul(p21, v128.load(current + n)));
    sum = f32x4.add(sum, f32x4.sqrt(f32x4.abs(v)));
  }
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 3);
}

export function burntValue(): f32 {
  return burnt;
}
