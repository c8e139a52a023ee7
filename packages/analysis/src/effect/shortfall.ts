import type { Tick } from '@wasm-vitals/protocol';
import type { Cause } from '../recommend/cause.js';
import { compareBy, ENDPOINTS, LOSSES, type Endpoint } from './endpoint.js';

export interface Shortfall {
  /** Metric that it was read from. */
  readonly metric: string;
  /** How far the level now is from the healthy one, as share of the healthy one: 0.5 is half of the frame rate. */
  readonly lost: number;
}

/** Only the levels are wanted here, not the interval. */
const ANY_CONFIDENCE = 0.5;

/**
 * How much is still lost against the time before the trouble; ≤ 0 where nothing is, or nothing that is felt. The worst
 * endpoint of the cause counts; secondary ones only where no other could be read. Absent where either side has too few readings.
 */
export function shortfall(
  cause: Cause,
  healthy: readonly Tick[],
  recent: readonly Tick[],
): Shortfall | undefined {
  const endpoints = LOSSES[cause] ?? ENDPOINTS[cause];
  return (
    worstOf(
      endpoints.filter((endpoint) => !endpoint.secondary),
      healthy,
      recent,
    ) ?? worstOf(endpoints, healthy, recent)
  );
}

function worstOf(
  endpoints: readonly Endpoint[],
  healthy: readonly Tick[],
  recent: readonly Tick[],
): Shortfall | undefined {
  let worst: Shortfall | undefined;
  for (const endpoint of endpoints) {
    const found = compareBy(endpoint, healthy, recent, ANY_CONFIDENCE);
    if (!found || found.before === 0) continue;
    const sign = endpoint.better === 'higher' ? -1 : 1;
    const isFelt = Math.abs(found.difference) >= (endpoint.felt ?? 0);
    const lost = isFelt ? (sign * found.difference) / Math.abs(found.before) : 0;
    if (!worst || lost > worst.lost) worst = { metric: endpoint.metric, lost };
  }
  return worst;
}
