import type { DurationMs, WasmSection } from '@wasm-vitals/protocol';
import type { WasmSignals } from '../../collect/wasm/wasm.js';
import type { SharedMemory } from '../instrumentation.js';

/**
 * Page and worker speak over a port of their own. The page's first and only message through the worker's own channel
 * hands that port over: an object with this key, whose value is the version of what follows on the port.
 */
export const HELLO = 'wasm-vitals.worker';
export const VERSION = 1;

export interface Hello {
  readonly [HELLO]: number;
  /** Where the worker marks the call that it is in; see `call-marker.ts`. */
  readonly marker?: SharedArrayBuffer;
}

/** From the page: tell what was measured since the last time, measure at this level of shedding, or stop. */
export type Order = 'tell' | 'stop' | { readonly level: number };

/** From the worker: everything since the last time. */
export interface Told {
  /** False where it tells unasked, because it is busy and can't hear a question. */
  readonly answer: boolean;
  /** True where the worker closes itself: this is the last. */
  readonly ended: boolean;
  readonly name: string;
  readonly url?: string;
  readonly wasm: WasmSection;
  readonly signals: WasmSignals;
  /** Shared memories that are alive there; empty where the browser lets none be passed on. */
  readonly shared: readonly SharedMemory[];
  /** What the measuring cost, ms. */
  readonly overhead: DurationMs;
}

/** True for the page's message that hands a port over, of this version of ours. */
export function isHello(data: unknown): data is Hello {
  return typeof data === 'object' && data !== null && Reflect.get(data, HELLO) === VERSION;
}
