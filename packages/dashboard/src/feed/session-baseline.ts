import type { Baseline } from '@wasm-vitals/protocol';

/** Below this there is no telling what is normal. */
const MIN_SAMPLES = 12;
/** Makes the median absolute deviation comparable with a standard deviation where readings are normal. */
const MAD_TO_SIGMA = 1.4826;

function median(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** What is normal among readings of this session: median and robust spread. Absent for fewer than 12 readings. */
export function sessionBaseline(values: readonly number[]): Baseline | undefined {
  if (values.length < MIN_SAMPLES) return undefined;
  const sorted = Float64Array.from(values).sort();
  const centre = median(sorted);
  const deviations = sorted.map((value) => Math.abs(value - centre)).sort();
  return {
    median: centre,
    spread: median(deviations) * MAD_TO_SIGMA,
    samples: values.length,
    source: 'session',
  };
}
