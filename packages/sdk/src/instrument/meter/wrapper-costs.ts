/** What a wrapper costs beyond the call, in ms. Typical figures until `calibrate` has measured this machine's. */
export interface WrapperCosts {
  /** One reading of the clock, which each duration holds once. */
  read: number;
  /** A call that is timed. */
  timed: number;
  /** A call that is only counted. */
  counted: number;
}

/** `npm run bench:call` on the machine that this was written on. */
export const TYPICAL_COSTS: Readonly<WrapperCosts> = { read: 0.00007, timed: 0.00018, counted: 0.000004 };
