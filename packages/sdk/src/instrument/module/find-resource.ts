import type { Bytes } from '@wasm-vitals/protocol';
import { answeredByCache, type DeliveryTiming } from '../../browser/answered-by-cache.js';

/** Where a module's file came from, as resource timing tells. */
export interface ModuleFile {
  readonly url: string;
  readonly bytes?: Bytes;
  readonly cached?: boolean;
}

interface ResourceTiming extends DeliveryTiming {
  readonly name: string;
  readonly initiatorType: string;
}

/** What a page fetches modules by. An image of the same length is no module. */
const FETCHED = new Set(['fetch', 'xmlhttprequest', 'other', 'early-hints', 'link']);

/**
 * Finds a module's file among the resources that the page has loaded: by its address, or, for bytes that the host fetched
 * by itself, by their exact length, where one address alone has it. `fetch` stays the browser's own.
 */
export function findResource(
  known: { readonly url?: string | undefined; readonly bytes?: Bytes | undefined },
  timings: () => readonly PerformanceEntry[] = () => performance.getEntriesByType('resource'),
): ModuleFile | undefined {
  const entries = timings() as readonly PerformanceEntry[] & readonly ResourceTiming[];
  const found = known.url === undefined ? ofLength(entries, known.bytes) : ofAddress(entries, known.url);
  if (!found) return undefined;
  const cached = answeredByCache(found);
  return {
    url: found.name,
    ...(found.decodedBodySize > 0 ? { bytes: found.decodedBodySize } : {}),
    ...(cached === undefined ? {} : { cached }),
  };
}

/** The first one: a later request of the same address was not what the module was compiled from. */
function ofAddress(entries: readonly ResourceTiming[], url: string): ResourceTiming | undefined {
  return entries.find(({ name }) => name === url);
}

function ofLength(entries: readonly ResourceTiming[], bytes: Bytes | undefined): ResourceTiming | undefined {
  const fitting = entries.filter(
    ({ decodedBodySize, initiatorType }) => decodedBodySize === bytes && FETCHED.has(initiatorType),
  );
  return fitting.every(({ name }) => name === fitting[0]?.name) ? fitting[0] : undefined;
}
