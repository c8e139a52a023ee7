import { erfc } from './error-function.js';

/** erfc⁻¹(0.2): puts 90 % at the first control point. */
const INVERSE_ERFC_ONE_FIFTH = 0.9061938024368232;

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
