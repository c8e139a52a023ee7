// Builds a downscaled column: who stands where, who is connected to whom, and what each population gets from outside.
//
// Downscaling: the number of neurons is multiplied by `scale`, that of the synapses of each neuron by 0.1 at every size
// (with fewer, layer 2/3 falls silent). At scale 0.1 connection probabilities are those of the paper, in smaller columns
// they are higher. Weights are divided by the square root of 0.1, which keeps the variance of the input, and a constant
// current gives back the mean that is then missing: van Albada, Helias & Diesmann (2015), PLoS Comput. Biol. 11:e1004490.
// The background (Poisson at full scale) is replaced by Gaussian white noise of the same mean and variance. Correlations
// do grow as the network shrinks: that is the price.
import { allocate, release } from './allocator';
import {
  DELAY_DEVIATION,
  DELAY_EXCITATORY,
  DELAY_INHIBITORY,
  EXTERNAL_INDEGREE,
  EXTERNAL_RATE,
  FULL_RATE,
  FULL_SIZE,
  LAYER_BOTTOM,
  LAYER_TOP,
  POPULATIONS,
  RADIUS,
  TAU_SYNAPSE,
  WEIGHT,
  WEIGHT_DEVIATION,
  fullIndegree,
  meanWeight,
} from './model';
import { below, gaussian, seedSources, seedStream, sourceBelow, uniform } from './random';

const INDEGREE_SCALE: f64 = 0.1;

/** Bytes of a synapse: u32 target (24 bits) and delay in quarters of a millisecond (8 bits), f32 weight in pA. */
export const SYNAPSE_BYTES: usize = 8;
/** Longest delay: 30 slots of 0.25 ms. */
const MAX_DELAY_QUARTERS: f64 = 30;

const STREAM_GEOMETRY: u32 = 1;
const STREAM_SYNAPSES: u32 = 2; // and one for each pair of populations

/** First neuron of each population, and one behind the last. All are multiples of four: a SIMD lane never straddles. */
export const first: StaticArray<i32> = [0, 0, 0, 0, 0, 0, 0, 0, 0];
/** Constant input (pA) of each population. */
export const directCurrent: StaticArray<f64> = [0, 0, 0, 0, 0, 0, 0, 0];

export let neurons: i32 = 0;
export let synapses: i32 = 0;
/** x, y, z (µm) of each neuron; y is the depth as a negative number. */
export let positions: usize = 0;
/** For each neuron: index of its first outgoing synapse; one more at the end. */
export let outgoing: usize = 0;
export let table: usize = 0;

/** Allocates the column. `connect` false leaves the synapses blank, for a state that is copied in. */
export function build(scale: f64, seed: u32, connect: bool): void {
  destroy();
  for (let p = 0; p < POPULATIONS; p++) {
    const size = max(4, (<i32>Math.round(<f64>FULL_SIZE[p] * scale) + 3) & ~3);
    first[p + 1] = first[p] + size;
    directCurrent[p] = missingInput(p) + background(p);
  }
  neurons = first[POPULATIONS];
  synapses = 0;
  for (let pair = 0; pair < POPULATIONS * POPULATIONS; pair++) synapses += pairSynapses(pair);
  positions = allocate(<usize>neurons * 12);
  outgoing = allocate(<usize>(neurons + 1) * 4);
  table = allocate(<usize>synapses * SYNAPSE_BYTES);
  place(seed);
  if (connect) {
    countOutgoing(seed);
    fillSynapses(seed);
  }
}

function destroy(): void {
  release(table);
  release(outgoing);
  release(positions);
  table = outgoing = positions = 0;
}

function populationSize(p: i32): i32 {
  return first[p + 1] - first[p];
}

function pairSynapses(pair: i32): i32 {
  const target = pair / POPULATIONS;
  const perNeuron = fullIndegree(target, pair % POPULATIONS) * INDEGREE_SCALE;
  return <i32>Math.round(perNeuron * <f64>populationSize(target));
}

/** Mean background current (pA), which downscaling leaves whole. */
function background(p: i32): f64 {
  return 0.001 * TAU_SYNAPSE * WEIGHT * EXTERNAL_INDEGREE[p] * EXTERNAL_RATE;
}

/** Mean recurrent current (pA) that weights of 1 / √K times K synapses no longer give. */
function missingInput(target: i32): f64 {
  let input: f64 = 0;
  for (let source = 0; source < POPULATIONS; source++) {
    input += meanWeight(target, source) * fullIndegree(target, source) * FULL_RATE[source];
  }
  return 0.001 * TAU_SYNAPSE * (1 - Math.sqrt(INDEGREE_SCALE)) * input;
}

function place(seed: u32): void {
  seedStream(seed, STREAM_GEOMETRY);
  for (let p = 0; p < POPULATIONS; p++) {
    const top = LAYER_TOP[p >> 1];
    const depth = LAYER_BOTTOM[p >> 1] - top;
    for (let n = first[p]; n < first[p + 1]; n++) {
      const radius = RADIUS * Math.sqrt(uniform());
      const angle = 2 * Math.PI * uniform();
      const at = positions + <usize>n * 12;
      store<f32>(at, <f32>(radius * Math.cos(angle)), 0);
      store<f32>(at, <f32>-(top + depth * uniform()), 4);
      store<f32>(at, <f32>(radius * Math.sin(angle)), 8);
    }
  }
}

// Pairs are drawn with replacement and in a fixed number, as in the paper. The sources come from a stream of their own
// that is run twice: once to count, once to fill, so that no list of pairs is ever held.
function countOutgoing(seed: u32): void {
  for (let pair = 0; pair < POPULATIONS * POPULATIONS; pair++) {
    seedSources(seed, <u32>pair);
    const source = pair % POPULATIONS;
    const size = <u32>populationSize(source);
    for (let left = pairSynapses(pair); left > 0; left--) {
      const at = outgoing + <usize>(<u32>first[source] + sourceBelow(size)) * 4;
      store<u32>(at, load<u32>(at) + 1);
    }
  }
  let sum: u32 = 0;
  for (let n = 0; n <= neurons; n++) {
    const at = outgoing + <usize>n * 4;
    const count = load<u32>(at);
    store<u32>(at, sum);
    sum += count;
  }
}

function fillSynapses(seed: u32): void {
  const cursor = allocate(<usize>neurons * 4);
  memory.copy(cursor, outgoing, <usize>neurons * 4);
  for (let pair = 0; pair < POPULATIONS * POPULATIONS; pair++) fillPair(pair, seed, cursor);
  release(cursor);
}

function fillPair(pair: i32, seed: u32, cursor: usize): void {
  const target = pair / POPULATIONS;
  const source = pair % POPULATIONS;
  const weight = meanWeight(target, source) / Math.sqrt(INDEGREE_SCALE);
  const delay = 4 * (source & 1 ? DELAY_INHIBITORY : DELAY_EXCITATORY);
  const targets = <u32>populationSize(target);
  const size = <u32>populationSize(source);
  seedSources(seed, <u32>pair);
  seedStream(seed, STREAM_SYNAPSES + <u32>pair);
  for (let left = pairSynapses(pair); left > 0; left--) {
    const slot = cursor + <usize>(<u32>first[source] + sourceBelow(size)) * 4;
    const at = load<u32>(slot);
    store<u32>(slot, at + 1);
    const to = <u32>first[target] + below(targets);
    const quarters = <u32>(
      min(MAX_DELAY_QUARTERS, max(1, Math.round(delay * (1 + DELAY_DEVIATION * gaussian()))))
    );
    const strength = weight * max(0, 1 + WEIGHT_DEVIATION * gaussian());
    const synapse = table + <usize>at * SYNAPSE_BYTES;
    store<u32>(synapse, to | (quarters << 24), 0);
    store<f32>(synapse, <f32>strength, 4);
  }
}
