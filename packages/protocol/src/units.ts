/**
 * Units as types. Each is a flavoured `number`: a plain number fits in, but one unit never fits in another's place,
 * so that an epoch time can't be passed as a duration.
 */
interface Unit<Name extends string> {
  readonly __unit?: Name;
}

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number & Unit<'epoch milliseconds'>;
/** A length of time in milliseconds, ≥ 0. */
export type DurationMs = number & Unit<'milliseconds'>;
/** A size in bytes, ≥ 0. */
export type Bytes = number & Unit<'bytes'>;
/** A share, 0 to 1. */
export type Ratio = number & Unit<'ratio'>;
/** WebAssembly pages of 64 KiB (or the memory's own page size), ≥ 0. */
export type Pages = number & Unit<'pages'>;
/** Events per second, ≥ 0. */
export type PerSecond = number & Unit<'per second'>;

/** Bytes in a WebAssembly page (WebAssembly core specification, §4.2.8). */
export const WASM_PAGE_BYTES = 65_536;
