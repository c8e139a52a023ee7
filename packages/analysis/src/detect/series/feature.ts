import type { EpochMs } from '@wasm-vitals/protocol';

/** One way in which a series can be unusual. Its reading is ≥ 0 and of any scale; absent while it can't tell. */
export interface Feature {
  step(value: number, now: EpochMs): number | undefined;
}

/** A feature that looks at spans of time needs to know how many rows make a day. */
export type DayFeature = (rowsPerDay: number) => Feature;
