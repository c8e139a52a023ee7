/** erfc⁻¹(0.2): puts 90 % at the first control point. */
const INVERSE_ERFC_ONE_FIFTH = 0.9061938024368232;

/** Complementary error function, error below 1.2e-7 everywhere (Press et al., Numerical Recipes, "erfcc"). */
function erfc(x: number): number {
  const z = Math.abs(x);
  const t = 1 / (1 + z / 2);
  const series = [
    1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ].reduceRight((sum, coefficient) => coefficient + t * sum, 0);
  const value = t * Math.exp(-z * z - 1.26551223 + t * series);
  return x >= 0 ? value : 2 - value;
}

export interface ScoreCurve {
  /** Reading that scores 0.9. */
  readonly good: number;
  /** Reading that scores 0.5. Greater than `good` for readings that are better when lower. */
  readonly poor: number;
}

/**
 * Score of a reading, 0 to 1, on the complementary log-normal distribution through (`good`, 0.9) and (`poor`, 0.5), as
 * Lighthouse scores its metrics: erfc(erfc⁻¹(0.2) · ln(reading / poor) / ln(poor / good)) / 2. Lower readings are
 * better where good < poor; higher ones where good > poor. Both control points > 0. Never rises as a reading worsens.
 * @throws {RangeError} where the control points are equal or not positive.
 */
export function logNormalScore(reading: number, { good, poor }: ScoreCurve): number {
  if (!(good > 0) || !(poor > 0) || good === poor) {
    throw new RangeError(`a score curve needs two different control points above 0, not ${good} and ${poor}`);
  }
  if (reading <= 0) return good < poor ? 1 : 0;
  const distance = Math.log(reading / poor) / Math.log(poor / good);
  return Math.min(1, Math.max(0, erfc(distance * INVERSE_ERFC_ONE_FIFTH) / 2));
}

/** Mean of scores by weight; absent where all weights are 0. */
export function weightedScore(
  parts: readonly { readonly score: number; readonly weight: number }[],
): number | undefined {
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  if (weight <= 0) return undefined;
  return parts.reduce((sum, part) => sum + part.score * part.weight, 0) / weight;
}
