import { createJsHeapReader } from '../browser/js-heap.js';
import type { Clock } from '../browser/clock.js';
import type { GpuMeter } from '../browser/gpu-timer.js';
import type { Guard } from '../browser/guard.js';
import type { Lifecycle } from '../browser/lifecycle.js';
import { createPageMemoryReader } from '../browser/page-memory.js';
import type { Instrumentation } from '../instrument/instrumentation.js';
import type { Workers } from '../instrument/worker/workers.js';
import type { CheckedOptions } from '../options.js';
import type { Collectors } from '../snapshot/snapshotter.js';
import { createInteractionCollector } from './interaction/interaction.js';
import { createHeapDrops } from './memory/heap-drops.js';
import { createMemoryCollector } from './memory/memory.js';
import { createNetworkCollector } from './network/network.js';
import type { FrameWitnesses } from './rendering/late-frames.js';
import { createRenderingCollector } from './rendering/rendering.js';
import { createWasmCollector } from './wasm/wasm.js';
import { withWorkers } from './wasm/with-workers.js';

export interface CollectorDeps {
  readonly options: CheckedOptions['collectors'];
  readonly instrumentation: Instrumentation;
  readonly workers: Workers;
  readonly clock: Clock;
  readonly guard: Guard;
  readonly lifecycle: Pick<Lifecycle, 'visible' | 'visibleTime'>;
  /** True while the governor saves. */
  readonly sparing: () => boolean;
}

export interface RunningCollectors {
  readonly sections: Collectors;
  /** The page was hidden: the time until the next frame is no frame time. */
  interrupt(): void;
  /** Measures the host's drawing; where rendering is not collected, what comes back does nothing. */
  measureGpu(gl: WebGL2RenderingContext): GpuMeter;
  stop(): void;
}

/** Starts every collector that is switched on. One that fails to start is counted as a fault; the others go on. */
export function startCollectors(deps: CollectorDeps): RunningCollectors {
  const { options, instrumentation, workers, clock, guard, lifecycle, sparing } = deps;
  const wasm = withWorkers(
    createWasmCollector(instrumentation),
    workers,
    () => instrumentation.sharedMemories?.() ?? [],
  );
  const [jsHeapNow, pageMemory] = [createJsHeapReader(), createPageMemoryReader()];
  const heap = jsHeapNow && createHeapDrops(jsHeapNow, clock.now);
  const jsHeap = heap?.read;
  const { callsBetween } = instrumentation;
  const witnesses: FrameWitnesses = {
    growth: wasm.growth,
    ...(callsBetween ? { callsBetween } : {}),
    ...(heap ? { heapDropBetween: heap.between } : {}),
  };
  const rendering = createRenderingCollector({
    ...{ scope: globalThis, clock, guard, lifecycle, sparing },
    witnesses,
  });
  // Where frames are not watched, any click may have been answered by one: NaN is equal to no count before it.
  const frames = options.rendering === true ? rendering.framesSoFar : () => NaN;
  const page = typeof window === 'undefined' ? undefined : window;

  const sections: Collectors = {
    wasm: choose(options.wasm, () => wasm),
    memory: choose(options.memory, () =>
      createMemoryCollector({ clock, guard, wasm: wasm.footprint, jsHeap, pageMemory, sparing }),
    ),
    rendering: choose(options.rendering, () => rendering),
    network: choose(options.network, () => createNetworkCollector({ guard })),
    interaction: choose(options.interaction, () =>
      createInteractionCollector({ window: page, clock, guard, frames }),
    ),
  };
  const running = Object.values(sections).filter((collector) => collector !== undefined);
  const each = (work: (collector: (typeof running)[number]) => void): void => {
    for (const collector of running) guard.run('collectors', () => work(collector));
  };

  each((collector) => collector.start());
  return {
    sections,
    interrupt: rendering.interrupt,
    measureGpu: options.rendering === true ? rendering.measureGpu : () => IDLE_METER,
    stop: () => each((collector) => collector.stop()),
  };
}

const nothing = (): void => undefined;
const IDLE_METER: GpuMeter = { begin: nothing, end: nothing, stop: nothing };

/** A collector of ours, one of the host's, or none, as the option says. */
function choose<C>(option: boolean | C, ours: () => C): C | undefined {
  if (typeof option !== 'boolean') return option;
  return option ? ours() : undefined;
}
