import type { DurationMs } from '@wasm-vitals/protocol';

/** How patient and how bold the closed loop is. Every duration in milliseconds. */
export interface LoopPolicy {
  /** From a change until its effect is measured: caches refill, frames in flight pass, compiled code warms up. */
  readonly settle: DurationMs;
  /** Readings without which a change is not begun by the loop: there would be nothing to compare with. */
  readonly leastBefore: number;
  /** The same for events that are few and far between. */
  readonly leastBeforeSporadic: number;
  /**
   * What a busy machine brings about too must still be lost so long after the alert: other programs' work passes by
   * itself.
   */
  readonly confirm: DurationMs;
  /** Between the end of one trial and the begin of the next one, of any action. */
  readonly pause: DurationMs;
  /** An action whose change was taken back, or that would change its direction, waits at least this long. */
  readonly coolDown: DurationMs;
  /** Quality is given back when its cause has been gone for this long; doubled each time that it came back. */
  readonly restoreAfter: DurationMs;
  /** Between two steps of giving back, when the first went well. */
  readonly restoreStep: DurationMs;
  readonly mostRestoreAfter: DurationMs;
  /** How long a failed attempt is remembered for its cause; doubled with each further failure. */
  readonly rememberFailure: DurationMs;
  /** How long the loop leaves an action alone that a person has set. */
  readonly override: DurationMs;
  /** An action that takes longer than this hangs. */
  readonly hang: DurationMs;
  /** An action that threw or hung as often as this is disabled. */
  readonly mostFailures: number;
  /** Changes that the loop may begin within `budgetWindow`. */
  readonly budget: number;
  readonly budgetWindow: DurationMs;
  /** Losses of less than this share of the healthy level are left alone. */
  readonly tolerableLoss: number;
  /** After a return from hidden, and after loading or a new scene, ticks are not used for this long. */
  readonly quiet: DurationMs;
  /** A trial that got no ticks to judge by in this time ends without proof. */
  readonly trialLimit: DurationMs;
}

export const DEFAULT_POLICY: LoopPolicy = {
  settle: 3_000,
  leastBefore: 6,
  leastBeforeSporadic: 12,
  confirm: 10_000,
  pause: 2_000,
  coolDown: 60_000,
  restoreAfter: 60_000,
  restoreStep: 15_000,
  mostRestoreAfter: 1_800_000,
  rememberFailure: 600_000,
  override: 600_000,
  hang: 5_000,
  mostFailures: 3,
  budget: 12,
  budgetWindow: 600_000,
  tolerableLoss: 0.1,
  quiet: 6_000,
  trialLimit: 120_000,
};
