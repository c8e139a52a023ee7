import type { Bytes, EpochMs, MemorySection, Tick } from '@wasm-vitals/protocol';
import type { Clock } from '../../browser/clock.js';
import type { Guard } from '../../browser/guard.js';
import type { JsHeap } from '../../browser/js-heap.js';
import type { Collector } from '../collector.js';
import type { WasmFootprint } from '../wasm/wasm.js';
import { createForecast } from './forecast.js';

export interface MemoryDeps {
  readonly clock: Clock;
  readonly guard: Guard;
  readonly wasm: () => WasmFootprint;
  /** Absent where the browser has no such reading. */
  readonly jsHeap?: (() => JsHeap) | undefined;
  readonly pageMemory?: (() => Promise<Bytes>) | undefined;
  /** False while the governor saves: no new measurement of the whole page is asked for. */
  readonly sparing?: (() => boolean) | undefined;
}

/**
 * Rest between an answer of `measureUserAgentSpecificMemory` and the next question. The browser walks the heap for it and
 * waits for a collection, so that more than one a minute tells nothing new.
 */
const PAGE_MEMORY_REST_MS = 60_000;

/**
 * What is left until a declared maximum. Linear memory grows in jumps, but what fills it up grows smoothly: where an
 * allocator can tell, reserved memory that it has not handed out is left, too.
 */
function unused({ reserved, live, headroom }: WasmFootprint): Bytes | undefined {
  if (headroom === undefined) return undefined;
  return reserved === undefined || live === undefined ? headroom : headroom + reserved - live;
}

/** JS heap, linear memory, the whole page where isolated, and the forecast of when a declared maximum is reached. */
export function createMemoryCollector(deps: MemoryDeps): Collector<MemorySection, Pick<Tick, 'jsHeapUsed'>> {
  const { clock, guard, wasm, jsHeap, pageMemory, sparing } = deps;
  const forecast = createForecast();
  let page: { readonly bytes: Bytes; readonly at: EpochMs } | undefined;
  let asking = false;
  let askAfter = 0;
  let stopped = false;

  function askForPageMemory(): void {
    if (!pageMemory || asking || stopped || clock.now() < askAfter || sparing?.()) return;
    asking = true;
    pageMemory()
      .then((bytes) => void (page = { bytes, at: clock.epoch() }), guard.fault)
      .finally(() => {
        asking = false;
        askAfter = clock.now() + PAGE_MEMORY_REST_MS;
      })
      .catch(guard.fault);
  }

  return {
    name: 'memory',
    start: askForPageMemory,
    collect() {
      askForPageMemory();
      const heap = jsHeap?.();
      const { reserved, live, headroom } = wasm();
      const known = [heap?.used, reserved].filter((bytes) => bytes !== undefined);
      const left = unused(wasm());
      const timeToLimit = left === undefined ? undefined : forecast.timeToZero(left);
      return {
        ...(known.length > 0 ? { used: known.reduce((a, b) => a + b) } : {}),
        ...(heap ? { jsHeapUsed: heap.used, jsHeapLimit: heap.limit } : {}),
        ...(page ? { userAgentSpecific: { bytes: page.bytes, age: clock.epoch() - page.at } } : {}),
        ...(reserved === undefined ? {} : { wasmReserved: reserved }),
        ...(live === undefined ? {} : { wasmLive: live }),
        ...(headroom === undefined ? {} : { headroom }),
        ...(timeToLimit === undefined ? {} : { timeToLimit }),
      };
    },
    tick() {
      const left = unused(wasm());
      if (left !== undefined) forecast.note(clock.now(), left);
      const heap = jsHeap?.();
      return heap ? { jsHeapUsed: heap.used } : {};
    },
    unsupported: () => [
      ...(jsHeap ? [] : ['memory.jsHeapLimit', 'memory.jsHeapUsed']),
      ...(pageMemory ? [] : ['memory.userAgentSpecific.bytes']),
    ],
    stop() {
      stopped = true;
    },
  };
}
