// Seeded random numbers: the same seed gives the same column on every machine.

let state: u64 = 1;

/** Starts a stream of its own for each purpose, so that one purpose's draws don't shift another's. */
export function seedStream(seed: u32, stream: u32): void {
  state = mix(((<u64>seed) << 32) | (<u64>stream));
}

// splitmix64 (Steele, Lea, Flood 2014)
function mix(value: u64): u64 {
  value += 0x9e3779b97f4a7c15;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

function next64(): u64 {
  const value = mix(state);
  state += 0x9e3779b97f4a7c15;
  return value;
}

let sources: u64 = 1;

/** A second stream beside the first, for what is drawn twice in the same order. */
export function seedSources(seed: u32, stream: u32): void {
  sources = mix(((<u64>seed) << 32) | (<u64>~stream));
}

export function sourceBelow(bound: u32): u32 {
  const value = mix(sources);
  sources += 0x9e3779b97f4a7c15;
  return <u32>(((value >> 32) * <u64>bound) >> 32);
}

/** A whole number from 0 to `bound` - 1. */
export function below(bound: u32): u32 {
  return <u32>(((next64() >> 32) * <u64>bound) >> 32);
}

/** From 0 to under 1. */
export function uniform(): f64 {
  return <f64>(next64() >> 11) * (1.0 / 9007199254740992.0);
}

/** Mean 0, variance 1: the sum of four 16-bit uniforms (Irwin-Hall), near enough to normal up to three deviations. */
export function gaussian(): f64 {
  const bits = next64();
  const sum = (bits & 0xffff) + ((bits >> 16) & 0xffff) + ((bits >> 32) & 0xffff) + (bits >> 48);
  return (<f64>sum - 131070.0) * (1.7320508075688772 / 65536.0);
}
