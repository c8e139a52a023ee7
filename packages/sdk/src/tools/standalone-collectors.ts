import type {
  InteractionSection,
  MemorySection,
  NetworkSection,
  RenderingSection,
  Section,
  WasmSection,
} from '@wasm-vitals/protocol';
import { createClock, type Clock } from '../browser/clock.js';
import { createGuard, messageOf, type Guard } from '../browser/guard.js';
import { createJsHeapReader } from '../browser/js-heap.js';
import { createPageMemoryReader } from '../browser/page-memory.js';
import type { Collector } from '../collect/collector.js';
import { createInteractionCollector } from '../collect/interaction/interaction.js';
import { createMemoryCollector } from '../collect/memory/memory.js';
import { createNetworkCollector } from '../collect/network/network.js';
import { createRenderingCollector } from '../collect/rendering/rendering.js';
import { createWasmCollector } from '../collect/wasm/wasm.js';
import type { Instrumentation } from '../instrument/instrumentation.js';
import { startInstrumentation } from '../instrument/start-instrumentation.js';

interface Deps {
  readonly clock: Clock;
  readonly guard: Guard;
}

/** One collector by itself, without a monitor: started when it is made, read by `collect()`, ended by `stop()`. */
class StandaloneCollector<S extends object> {
  readonly #collector: Collector<S, object>;
  readonly #deps: Deps;
  #last: number;

  constructor(make: (deps: Deps) => Collector<S, object>) {
    const clock = createClock();
    this.#deps = { clock, guard: createGuard(clock.now, () => undefined) };
    this.#collector = make(this.#deps);
    this.#last = clock.now();
    this.#deps.guard.run('collectors', () => this.#collector.start());
  }

  /** What was measured since the call before, or since the start; `{ error }` where the collector failed. */
  collect(): Section<S> {
    const { clock, guard } = this.#deps;
    const now = clock.now();
    const interval = now - this.#last;
    this.#last = now;
    return guard.attempt<Section<S>>(
      'collectors',
      () => this.#collector.collect(interval),
      (error) => ({ error: messageOf(error) }),
    );
  }

  /** Metrics that this browser or page can't give. */
  unsupported(): readonly string[] {
    return this.#collector.unsupported();
  }

  /** Disconnects observers and restores every patched global. Safe to call twice. */
  stop(): void {
    this.#collector.stop();
  }
}

export class WasmCollector extends StandaloneCollector<WasmSection> {
  readonly #instrumentation: Instrumentation;

  constructor() {
    const instrumentation = startInstrumentation();
    super(() => createWasmCollector(instrumentation));
    this.#instrumentation = instrumentation;
  }

  /** Registers an instance that was made before, and gives its exports with measurement. */
  setInstance(instance: WebAssembly.Instance, name?: string): WebAssembly.Exports {
    return this.#instrumentation.instrument(instance, name);
  }

  /** Measures a function of the host: duration, memory delta, success or error. Sync stays sync, async stays async. */
  measureFunction<F extends (...args: never[]) => unknown>(name: string, fn: F): F {
    return this.#instrumentation.measureFunction(name, fn);
  }

  override stop(): void {
    super.stop();
    this.#instrumentation.stop();
  }
}

export class MemoryCollector extends StandaloneCollector<MemorySection> {
  /** @param wasm the sizes of linear memory, where another collector knows them */
  constructor(wasm: () => { readonly reserved?: number; readonly live?: number } = () => ({})) {
    const [jsHeap, pageMemory] = [createJsHeapReader(), createPageMemoryReader()];
    super((deps) => createMemoryCollector({ ...deps, wasm, jsHeap, pageMemory }));
  }
}

/** Takes the page for visible all the time: a monitor knows better. */
export class RenderingCollector extends StandaloneCollector<RenderingSection> {
  constructor() {
    super((deps) => {
      const lifecycle = { visible: true, visibleTime: deps.clock.now };
      return createRenderingCollector({ ...deps, scope: globalThis, lifecycle });
    });
  }
}

export class NetworkCollector extends StandaloneCollector<NetworkSection> {
  constructor() {
    super(createNetworkCollector);
  }
}

export class InteractionCollector extends StandaloneCollector<InteractionSection> {
  /** @param frames frames that the host presented so far; without it, a click on a canvas is never taken for dead */
  constructor(frames: () => number = () => NaN) {
    const page = typeof window === 'undefined' ? undefined : window;
    super((deps) => createInteractionCollector({ ...deps, window: page, frames }));
  }
}
