import type { Bytes } from '@wasm-vitals/protocol';

/** The members of `PerformanceResourceTiming` that tell a cache; newer ones are absent in older browsers. */
export interface DeliveryTiming {
  readonly transferSize: Bytes;
  readonly decodedBodySize: Bytes;
  /** `cache`, `cache-storage` (a service worker's), `navigational-prefetch`, or empty for the network. */
  readonly deliveryType?: string;
}

/**
 * Whether a cache answered; undefined where the answer doesn't tell (no answer, or one of another origin that hides it). A
 * revalidated answer (304) says `cache`: its body came from there.
 */
export function answeredByCache(timing: DeliveryTiming): boolean | undefined {
  const { transferSize, decodedBodySize, deliveryType } = timing;
  if (deliveryType === 'cache' || deliveryType === 'cache-storage') return true;
  if (transferSize === 0) return decodedBodySize > 0 ? true : undefined;
  return false;
}
