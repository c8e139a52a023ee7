import type { DurationMs, EpochMs } from '@wasm-vitals/protocol';

/**
 * A worker inside a call hears and says nothing; what it shares with the page tells of that call all the same: when it
 * began (epoch ms, 0 outside of calls), the length of its name in bytes, and the name.
 */
const LENGTH_AT = 8;
const NAME_AT = 12;
export const MARKER_BYTES = 256;
const MOST_NAME_BYTES = MARKER_BYTES - NAME_AT;

export interface CallMarker {
  enter(name: string, start: EpochMs): void;
  leave(): void;
}

/** The worker's side. */
export function createCallMarker(buffer: SharedArrayBuffer): CallMarker {
  const start = new Float64Array(buffer, 0, 1);
  const length = new Int32Array(buffer, LENGTH_AT, 1);
  const bytes = new Uint8Array(buffer, NAME_AT);
  const encoder = new TextEncoder();
  let last: string | undefined;
  return {
    enter(name, at) {
      if (name !== last) {
        const encoded = encoder.encode(name).subarray(0, MOST_NAME_BYTES);
        bytes.set(encoded);
        length[0] = encoded.length;
        last = name;
      }
      start[0] = at;
    },
    leave() {
      start[0] = 0;
    },
  };
}

/** The page's side: the call that the worker is in and for how long, as it may change at any moment. */
export function readCallMarker(
  buffer: SharedArrayBuffer,
  now: EpochMs,
): { readonly name: string; readonly time: DurationMs } | undefined {
  const start = new Float64Array(buffer, 0, 1);
  const began = start[0];
  if (!began || began > now) return undefined;
  const [length = 0] = new Int32Array(buffer, LENGTH_AT, 1);
  const bytes = new Uint8Array(buffer, NAME_AT).slice(0, length); // a decoder takes no shared bytes
  if (start[0] !== began) return undefined; // another call by now
  return { name: new TextDecoder().decode(bytes), time: now - began };
}
