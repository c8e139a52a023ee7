import type { Bytes, DurationMs, RequestKind } from '@wasm-vitals/protocol';
import { answeredByCache, type DeliveryTiming } from '../../browser/answered-by-cache.js';

/** The members of `PerformanceResourceTiming` that are read; newer ones are absent in older browsers. */
export interface ResourceEntry extends DeliveryTiming {
  readonly name: string;
  readonly initiatorType: string;
  readonly duration: DurationMs;
  readonly responseStatus?: number;
  readonly contentType?: string;
}

export interface Request {
  readonly kind: RequestKind;
  readonly latency: DurationMs;
  readonly transferSize: Bytes;
  readonly failed: boolean;
  /** Whether a cache answered; absent where the answer doesn't tell (no answer, or one of another origin that hides it). */
  readonly cached?: boolean;
}

const KIND_BY_EXTENSION: Readonly<Record<string, RequestKind>> = {
  wasm: 'wasm',
  js: 'script',
  mjs: 'script',
  avif: 'image',
  gif: 'image',
  ico: 'image',
  jpeg: 'image',
  jpg: 'image',
  png: 'image',
  svg: 'image',
  webp: 'image',
};

const KIND_BY_INITIATOR: Readonly<Record<string, RequestKind>> = {
  script: 'script',
  img: 'image',
  image: 'image',
  fetch: 'fetch',
  xmlhttprequest: 'fetch',
  beacon: 'fetch',
};

/** Initiators whose requests come back with status 0 only where they failed; for others it may be a hidden answer. */
const TELLS_FAILURE = new Set(['fetch', 'xmlhttprequest']);

function kindOf({ name, initiatorType, contentType }: ResourceEntry): RequestKind {
  if (contentType === 'application/wasm') return 'wasm';
  const extension = /\.(\w+)(?:[?#]|$)/.exec(name.slice(name.lastIndexOf('/') + 1))?.[1]?.toLowerCase();
  if (extension === 'wasm') return 'wasm';
  return KIND_BY_INITIATOR[initiatorType] ?? KIND_BY_EXTENSION[extension ?? ''] ?? 'other';
}

/**
 * Reads a request from its resource timing entry, so that `fetch` and XMLHttpRequest stay the browser's own.
 *
 * What Chromium tells (measured): a refused, reset or unresolved request, one that CORS forbids and an aborted one all
 * come with status 0 and no sizes. So an abort of the host counts as a failure, and so does an opaque `no-cors` fetch of
 * another origin: rare in applications, and a real failure looks just the same. A body cut off in the middle comes with
 * the status of its head and counts as answered.
 */
export function readRequest(entry: ResourceEntry): Request {
  const { initiatorType, duration, transferSize, responseStatus } = entry;
  const failed =
    responseStatus === undefined
      ? false
      : responseStatus >= 400 || (responseStatus === 0 && TELLS_FAILURE.has(initiatorType));
  const cached = failed ? undefined : answeredByCache(entry);
  return {
    kind: kindOf(entry),
    latency: duration,
    transferSize,
    failed,
    ...(cached === undefined ? {} : { cached }),
  };
}
