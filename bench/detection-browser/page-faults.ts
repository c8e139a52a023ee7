import type { PageFault } from './page-fault.js';

/** `(module (func (export "run") unreachable))`: traps at every call. */
const TRAPS = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 7, 1, 3, 114, 117, 110, 0, 0, 10, 5, 1, 3, 0,
  0, 11,
]);
/** One kept object is about so many bytes of V8's heap: an object of four fields with a number of its own and a text. */
const OBJECT_BYTES = 110;
const HEAP_STEP_MS = 250;

function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Calls back after random times around `mean` ms, until stopped. */
function again(mean: number, callback: () => void): () => void {
  let timer = 0;
  const plan = (): void => {
    timer = window.setTimeout(() => (callback(), plan()), mean * (0.5 + Math.random()));
  };
  plan();
  return () => clearTimeout(timer);
}

/** A fault that runs until the function that its start returned is called. */
function lasting(begin: (strength: number) => () => void): PageFault {
  let end: (() => void) | undefined;
  return {
    start(strength) {
      end?.();
      end = begin(strength);
    },
    stop() {
      end?.();
      end = undefined;
    },
  };
}

/** Every frame is blocked for `ms`. */
function heavyFrames(ms: number): () => void {
  let on = true;
  const frame = (): void => {
    if (!on) return;
    requestAnimationFrame(frame);
    block(ms);
  };
  requestAnimationFrame(frame);
  return () => void (on = false);
}

/** Keeps objects, `bytes` of them a second. */
function keepObjects(bytes: number): () => void {
  let kept: object[][] = [];
  let count = 0;
  const timer = setInterval(() => {
    const length = Math.ceil((bytes * HEAP_STEP_MS) / 1000 / OBJECT_BYTES);
    kept.push(Array.from({ length }, (_, i) => ({ at: i + 0.5, a: count++, b: i, tag: `k${count}` })));
  }, HEAP_STEP_MS);
  return () => {
    clearInterval(timer);
    kept = [];
  };
}

function slowInput(ms: number): () => void {
  const listener = (): void => block(ms);
  addEventListener('pointerdown', listener, true);
  return () => removeEventListener('pointerdown', listener, true);
}

/** Calls an export that traps, `rate` times a second. */
function trap(rate: number): () => void {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(TRAPS));
  const run = instance.exports['run'] as () => void;
  return again(1000 / rate, () => {
    try {
      run();
    } catch {
      // the page goes on, as one that catches its module's errors does
    }
  });
}

/** What happens in any page. Strengths as their names say. */
export function createPageFaults(): Readonly<Record<string, PageFault>> {
  return {
    'block-ms': lasting((ms) => again(3_000, () => block(ms))),
    'long-tasks-a-second': lasting((rate) => again(1000 / rate, () => block(70 + 50 * Math.random()))),
    'heavy-frames-ms': lasting(heavyFrames),
    'keep-objects-bytes-a-second': lasting(keepObjects),
    'slow-input-ms': lasting(slowInput),
    'traps-a-second': lasting(trap),
    'slow-export': {
      start: (factor) => window.benchHost?.slow(factor),
      stop: () => window.benchHost?.slow(1),
    },
    'keep-bytes': {
      start: (bytes) => window.benchHost?.keep?.(bytes),
      stop: () => undefined,
    },
    'uncached-share': {
      start: (share) => void (window.trafficUncached = share),
      stop: () => void (window.trafficUncached = undefined),
    },
  };
}

declare global {
  interface Window {
    /** Share of the page's requests that go past the cache. */
    trafficUncached?: number | undefined;
  }
}
