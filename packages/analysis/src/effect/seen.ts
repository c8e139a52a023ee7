import type { Tick } from '@wasm-vitals/protocol';
import type { Cause } from '../recommend/cause.js';
import { ENDPOINTS, type Endpoint } from './endpoint.js';

/** Readings on each side that must all agree, and by how much. */
export const SEEN_AFTER = 3;
const CLEARLY = 0.1;

function isBetter(endpoint: Endpoint, before: readonly Tick[], newest: readonly Tick[]): boolean {
  if (endpoint.method !== 'level') return false;
  const [from, to] = [before, newest].map((ticks) =>
    ticks.slice(-SEEN_AFTER).flatMap((tick) => endpoint.read(tick) ?? []),
  ) as [number[], number[]];
  if (from.length < SEEN_AFTER || to.length < SEEN_AFTER) return false;
  return endpoint.better === 'lower'
    ? Math.max(...to) < (1 - CLEARLY) * Math.min(...from)
    : Math.min(...to) > (1 + CLEARLY) * Math.max(...from);
}

/**
 * Whether an effect can be seen: the newest three readings are all better by a tenth than the last three before. That is no
 * proof; it says that there is something to measure.
 */
export function isSeen(cause: Cause, before: readonly Tick[], newest: readonly Tick[]): boolean {
  return ENDPOINTS[cause].some((endpoint) => isBetter(endpoint, before, newest));
}
