import { METRICS, isMetricId, type DurationMs, type MetricId } from '@wasm-vitals/protocol';
import { objectAt, type OptionKind } from './kinds.js';
import { OptionsError } from './options-error.js';

/** A fixed limit on a metric, in its unit. One of `above` and `below` is given. */
export interface ThresholdOption {
  readonly above?: number;
  readonly below?: number;
  /** How long the metric must be beyond the limit before it alarms, milliseconds. */
  readonly for?: DurationMs;
}

/** Limits by metric; null switches a default one off. */
export type ThresholdOptions = Readonly<Partial<Record<MetricId, ThresholdOption | null>>>;

const MEMBERS = ['above', 'below', 'for'];

function checkThreshold(value: unknown, path: string): ThresholdOption | null {
  if (value === null) return null;
  const allowed = 'null or an object with one of above and below, and optionally for (milliseconds)';
  const given = objectAt(value, path, allowed);
  for (const [name, limit] of Object.entries(given)) {
    if (!MEMBERS.includes(name)) throw new OptionsError(`${path}.${name}`, limit, allowed);
    const finite = typeof limit === 'number' && Number.isFinite(limit);
    if (!finite || (name === 'for' && limit < 0)) {
      throw new OptionsError(
        `${path}.${name}`,
        limit,
        name === 'for' ? 'a number of 0 or more' : 'a finite number',
      );
    }
  }
  if ('above' in given === 'below' in given) throw new OptionsError(path, value, allowed);
  return given;
}

/** Thresholds by metric of the catalogue. None by default: the detector's own hold. */
export function thresholdsOption(): OptionKind<ThresholdOptions> {
  return {
    check(value = {}, path) {
      const given = objectAt(value, path, 'an object of thresholds by metric');
      return Object.fromEntries(
        Object.entries(given).map(([metric, threshold]) => {
          const at = `${path}['${metric}']`;
          if (!isMetricId(metric)) {
            throw new OptionsError(
              at,
              threshold,
              `a metric of the catalogue: ${Object.keys(METRICS).join(', ')}`,
            );
          }
          return [metric, checkThreshold(threshold, at)];
        }),
      );
    },
  };
}
