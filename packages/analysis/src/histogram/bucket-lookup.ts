/** Parts that an octave is cut into for the lookup: fine enough that none holds two bounds of buckets. */
const SLOTS_BITS = 8;
const SLOTS = 2 ** SLOTS_BITS;
const number = new Float64Array(1);
const words = new Int32Array(number.buffer);
/** The word that holds sign, exponent and the upper 20 bits of the fraction. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/**
 * Finds the buckets of values > 0 as `bucketIndex` does, from the bits of the number instead of its logarithm, which
 * costs several times as much: recording happens inside of what is being timed.
 *
 * `scale` is an integer from 0 to 6; above that a slot would hold two bounds.
 */
export function createBucketLookup(scale: number): (value: number) => number {
  const buckets = 2 ** scale;
  // in slot s, fractions up to bounds[s] lie in bucket first[s], greater ones in the next
  const first = new Int32Array(SLOTS);
  const bounds = new Float64Array(SLOTS);
  for (let slot = 0, bucket = -1; slot < SLOTS; slot++) {
    if (2 ** ((bucket + 1) / buckets) < 1 + slot / SLOTS) bucket++;
    first[slot] = bucket;
    bounds[slot] = 2 ** ((bucket + 1) / buckets);
  }

  return (value) => {
    number[0] = value;
    const high = words[HIGH] ?? 0;
    const exponent = high >>> 20;
    // subnormal numbers have no leading 1: they are rare enough for the logarithm
    if (exponent === 0) return Math.ceil(Math.log2(value) * buckets) - 1;
    words[HIGH] = (high & 0xf_ffff) | 0x3ff0_0000;
    const slot = (high >>> (20 - SLOTS_BITS)) & (SLOTS - 1);
    const above = (number[0] ?? 0) > (bounds[slot] ?? 0) ? 1 : 0;
    return (exponent - 1_023) * buckets + (first[slot] ?? 0) + above;
  };
}
