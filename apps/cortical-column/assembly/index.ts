// The module's door: every export of the simulation. Sizes in bytes, times in ms, places in µm, currents in pA.
import { allocate, release, walk_heap } from './allocator';
import {
  advance,
  beginCall,
  createSpikes,
  endCall,
  prepare,
  setBurn,
  spikeCount,
  spikeTimes,
  spikes,
  burntValue,
} from './dynamics';
import { churn, leak, releaseChurn, releaseLeak } from './faults';
import { POPULATIONS } from './model';
import { SYNAPSE_BYTES, build, first, neurons, outgoing, positions, synapses, table } from './network';
import {
  changeStep,
  createState,
  getPending,
  getQuarters,
  getTime,
  rates,
  setPending,
  state,
  stateBytes,
  voltage,
} from './state';
import { advanceFilm, playedMs, present, remainingMs, seek, touchSphere } from './stimulus';

const DEFAULT_QUARTERS: i32 = 1;
/** A call advances at most this far: a page that was asleep does not try to catch up. */
const LONGEST_CALL: f64 = 100;

export { walk_heap, leak, churn, present };

/**
 * Builds a column of `scale` (0.01 to 0.25) times the full size. With `connect` 0 the synapses stay blank until
 * `state_pointer` and `synapses_pointer` were filled from another instance. Returns the number of neurons.
 */
export function configure(scale: f64, seed: u32, connect: i32): i32 {
  build(min(0.25, max(0.01, scale)), seed, connect != 0);
  createState(neurons, seed, state ? getQuarters() : DEFAULT_QUARTERS);
  createSpikes();
  present(0, 0, 0, 1);
  prepare();
  return neurons;
}

/** Advances by `ms` in whole steps (what is left over waits for the next call). Returns the number of spikes. */
export function step(ms: f64): i32 {
  const h = <f64>getQuarters() * 0.25;
  let pending = getPending() + min(ms, LONGEST_CALL);
  let elapsed: f64 = 0;
  beginCall();
  while (pending >= h) {
    advanceFilm(h);
    advance(<f32>elapsed);
    elapsed += h;
    pending -= h;
  }
  setPending(pending);
  endCall(elapsed);
  return spikeCount;
}

/**
 * Sets the step to 1, 2 or 4 quarters of a millisecond; others are refused: from 2 ms on, excitation and inhibition would
 * arrive in the same step, and the column falls into seizures.
 */
export function set_step(quarters: i32): void {
  if (quarters != 1 && quarters != 2 && quarters != 4) return;
  changeStep(neurons, quarters);
  prepare();
}

/** Call after the state was copied in: what follows from it is computed anew. */
export function state_restored(): void {
  prepare();
}

export function stimulate(x: f32, y: f32, z: f32, radius: f32, strength: f32): i32 {
  return touchSphere(x, y, z, radius, strength);
}

export function simulation_time(): f64 {
  return getTime();
}
export function step_quarters(): i32 {
  return getQuarters();
}
export function neuron_count(): i32 {
  return neurons;
}
export function synapse_count(): i32 {
  return synapses;
}
export function population_start(p: i32): i32 {
  return p < 0 || p > POPULATIONS ? -1 : first[p];
}
export function positions_pointer(): usize {
  return positions;
}
export function voltages_pointer(): usize {
  return voltage;
}
export function rates_pointer(): usize {
  return rates();
}
export function spikes_pointer(): usize {
  return spikes;
}
export function spike_times_pointer(): usize {
  return spikeTimes;
}
export function spike_count(): i32 {
  return spikeCount;
}

export function state_pointer(): usize {
  return state;
}
export function state_bytes(): usize {
  return stateBytes;
}
export function outgoing_pointer(): usize {
  return outgoing;
}
export function outgoing_bytes(): usize {
  return <usize>(neurons + 1) * 4;
}
export function synapses_pointer(): usize {
  return table;
}
export function synapses_bytes(): usize {
  return <usize>synapses * SYNAPSE_BYTES;
}

export function film_played(): f64 {
  return playedMs();
}
export function film_remaining(): f64 {
  return remainingMs();
}
export function film_seek(ms: f64): void {
  seek(ms);
}

export function buffer_allocate(bytes: u32): usize {
  return allocate(bytes);
}
export function buffer_free(ptr: usize): void {
  release(ptr);
}

export function leak_release(): void {
  releaseLeak();
}
export function churn_release(): void {
  releaseChurn();
}
export function burn(passes: i32): void {
  setBurn(max(0, passes));
}
export function burnt(): f32 {
  return burntValue();
}
