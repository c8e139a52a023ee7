// The cortical microcircuit of Potjans & Diesmann (2014), Cerebral Cortex 24:785-806, doi:10.1093/cercor/bhs358:
// 1 mm² of early sensory cortex, 77,169 neurons, 0.3 billion synapses. Order of the populations everywhere:
// L2/3e L2/3i L4e L4i L5e L5i L6e L6i. Numbers are Tables 4 and 5 there.

export const POPULATIONS: i32 = 8;

/** Neurons of each population at full scale. */
export const FULL_SIZE: StaticArray<i32> = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948];

/** Connection probability; row: target, column: source. */
export const PROBABILITY: StaticArray<f64> = [
  0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0, 0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0,
  0.0042, 0.0, 0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0.0, 0.0691, 0.0029, 0.0794, 0.1597,
  0.0033, 0.0, 0.1057, 0.0, 0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0, 0.0548, 0.0269,
  0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0.0, 0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252,
  0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443,
];

/** Background synapses of each neuron, each active at 8 Hz. */
export const EXTERNAL_INDEGREE: StaticArray<f64> = [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100];
export const EXTERNAL_RATE: f64 = 8;

/** Mean rates of the full-scale model (Hz): they replace what downscaling takes away, see `network.ts`. */
export const FULL_RATE: StaticArray<f64> = [0.943, 3.026, 4.368, 5.882, 7.733, 8.664, 1.096, 7.851];

/** Thalamic relay cells and their probability to reach each population. */
export const THALAMIC_CELLS: f64 = 902;
export const THALAMIC_PROBABILITY: StaticArray<f64> = [0, 0, 0.0983, 0.0619, 0, 0, 0.0512, 0.0196];
/** Rate of the relay cells (Hz) where a stimulus is at its brightest. */
export const THALAMIC_RATE: f64 = 90;

// Leaky integrate-and-fire neuron with exponential currents. Voltages are relative to the resting potential of -65 mV.
export const CAPACITANCE: f64 = 250; // pF
export const TAU_MEMBRANE: f64 = 10; // ms
export const TAU_SYNAPSE: f64 = 0.5; // ms
export const REFRACTORY: f64 = 2; // ms
export const THRESHOLD: f64 = 15; // mV above rest, that is -50 mV

/** Peak current (pA) that makes a postsynaptic potential of 0.15 mV in that neuron. */
export const WEIGHT: f64 = 87.8;
/** Inhibitory over excitatory strength. */
export const INHIBITION: f64 = -4;
/** L4e → L2/3e is twice as strong as the others. */
export const FEEDFORWARD: f64 = 2;
export const WEIGHT_DEVIATION: f64 = 0.1; // relative
export const DELAY_EXCITATORY: f64 = 1.5; // ms
export const DELAY_INHIBITORY: f64 = 0.75; // ms
export const DELAY_DEVIATION: f64 = 0.5; // relative

// Depth of the layers below the pia (µm), cat area 17, and the radius of 1 mm²: Hagen et al. (2016), Cerebral Cortex
// 26:4461-4496, doi:10.1093/cercor/bhw237. Layer 1 (0 to 81.6 µm) has next to no cell bodies and none here.
export const LAYER_TOP: StaticArray<f64> = [81.6, 587.1, 922.2, 1170.0];
export const LAYER_BOTTOM: StaticArray<f64> = [587.1, 922.2, 1170.0, 1491.7];
export const RADIUS: f64 = 564.2;

/** Mean strength of one synapse at full scale (pA). */
export function meanWeight(target: i32, source: i32): f64 {
  if (source & 1) return WEIGHT * INHIBITION;
  return target == 0 && source == 2 ? WEIGHT * FEEDFORWARD : WEIGHT;
}

/** Synapses that a neuron of `target` gets from `source` at full scale: eq. 1 of the paper, pairs drawn with replacement. */
export function fullIndegree(target: i32, source: i32): f64 {
  const p = PROBABILITY[target * POPULATIONS + source];
  return indegree(p, <f64>FULL_SIZE[target], <f64>FULL_SIZE[source]);
}

export function indegree(probability: f64, targets: f64, sources: f64): f64 {
  if (probability <= 0) return 0;
  return Math.log(1 - probability) / Math.log(1 - 1 / (targets * sources)) / targets;
}
