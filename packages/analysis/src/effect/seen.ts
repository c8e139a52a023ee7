import type { Tick } from '@wasm-vitals/protocol';
import type { Cause } from '../recommend/cause.js';
import { ENDPOINTS, type Endpoint } from './endpoint.js';

/** Readings on each side that must all agree, and by how much. */
const READINGS = 3;
const CLEARLY = 0.1;

function isBetter(endpoint: Endpoint, before: readonly Tick[], newest: readonly Tick[]): boolean {
  if (endpoint.method !== 'level') return false;
  const [from, to] = [before, newest].map((ticks) =>
    ticks.slice(-READINGS).flatMap((tick) => endpoint.read(tick) ?? []),
  ) as [number[], number[]];
  if (from.length < READINGS || to.length < READINGS) return false;
  return endpoint.better === 'lower'
    ? Math.max(...to) < (1 - CLEARLY) * Math.min(...from)
    : Math.min(...to) > (1 + CLEARLY) * Math.max(...from);
}

/**
 * Whether the effect of an action has come in, so that it need not be waited for any longer: the newest three readings are
 * all better by a tenth than the last three before. That is no proof; it says when to begin to measure.
 */
export function isSeen(cause: Cause, before: readonly Tick[], newest: readonly Tick[]): boolean {
  const [primary] = ENDPOINTS[cause];
  return primary !== undefined && isBetter(primary, before, newest);
}
