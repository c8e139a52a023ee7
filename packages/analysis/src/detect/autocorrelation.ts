/** Forgetting factor of the sums, a tick. */
const FORGET = 0.02;
/** Of readings that never change. */
const UNKNOWN = 0.5;
const GREATEST = 0.9;

/** How much a reading is like the one before it: a window of such readings tells less than its size says. */
export interface Autocorrelation {
  /** `follows` false leaves the mean as it is. */
  learn(excess: number, follows: boolean): void;
  /** Lag-1 correlation about the mean of the readings: a trend is none. 0 to 0.9. */
  aboutMean(): number;
  /** About zero, where what drifts may drift on. 0 to 0.9. */
  aboutZero(): number;
}

/** Lag-1 autocorrelation (Box and Jenkins), of running sums that forget. */
export function createAutocorrelation(): Autocorrelation {
  let variance = 0;
  let covariance = 0;
  let mean = 0;
  let last = 0;

  function about(square: number): number {
    const own = variance - square;
    return own > 0 ? Math.max(0, Math.min(GREATEST, (covariance - square) / own)) : UNKNOWN;
  }

  return {
    learn(excess, follows) {
      variance += FORGET * (excess * excess - variance);
      covariance += FORGET * (excess * last - covariance);
      if (follows) mean += FORGET * (excess - mean);
      last = excess;
    },
    aboutMean: () => about(mean * mean),
    aboutZero: () => about(0),
  };
}
