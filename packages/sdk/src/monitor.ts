import type { Alert, Snapshot, Tick } from '@wasm-vitals/protocol';
import { createClock } from './browser/clock.js';
import { createGuard } from './browser/guard.js';
import { createJsHeapReader } from './browser/js-heap.js';
import { startLifecycle, type LifecycleChange } from './browser/lifecycle.js';
import { createPageMemoryReader } from './browser/page-memory.js';
import { createInteractionCollector } from './collect/interaction/interaction.js';
import { createMemoryCollector } from './collect/memory/memory.js';
import { createNetworkCollector } from './collect/network/network.js';
import { createRenderingCollector } from './collect/rendering/rendering.js';
import { createNoInstrumentation } from './collect/wasm/no-instrumentation.js';
import { createWasmCollector } from './collect/wasm/wasm.js';
import { createDetection } from './detect/detection.js';
import { checkOptions, type MonitorOptions } from './options.js';
import { createGovernor } from './overhead/governor.js';
import { createOverheadReader } from './overhead/overhead.js';
import { createSavingSteps } from './overhead/saving-steps.js';
import { PerformanceMonitor, type FeedChange } from './performance-monitor.js';
import { createContext } from './snapshot/context.js';
import { startSampler } from './snapshot/sampler.js';
import { createSnapshotter, type Collectors } from './snapshot/snapshotter.js';
import { createChannel } from './store/channel.js';
import { createRing } from './store/ring.js';

/** Five minutes at one tick a second: what the detectors' windows and a chart of the present need. */
const TICKS_KEPT = 300;

/**
 * Starts to monitor this page or worker: from here on every WebAssembly module that the page loads is measured. Start it
 * before the page's own scripts, so that it sees the first module too.
 *
 * @throws {OptionsError} for an option that there is not, or a value that is not allowed. It throws nothing else.
 */
export function startMonitor(options: MonitorOptions = {}): PerformanceMonitor {
  const settings = checkOptions(options);
  const clock = createClock();
  const guard = createGuard(clock.now, settings.onError ?? (() => undefined));
  const page = typeof window === 'undefined' ? undefined : window;

  // instrument
  const instrumentation = createNoInstrumentation();
  let sparing = false;

  // collect
  const context = createContext();
  const lifecycle = startLifecycle(globalThis, onLifecycle, { guard, now: clock.now });
  const wasm = createWasmCollector(instrumentation);
  const rendering = createRenderingCollector({
    scope: globalThis,
    clock,
    guard,
    lifecycle,
    sparing: () => sparing,
  });
  // Where frames are not watched, any click may have been answered by one: NaN is equal to no count before it.
  const framesSoFar = settings.collectors.rendering === true ? rendering.framesSoFar : () => NaN;
  const collectors: Collectors = {
    wasm: choose(settings.collectors.wasm, () => wasm),
    memory: choose(settings.collectors.memory, () =>
      createMemoryCollector({
        clock,
        guard,
        wasm: wasm.footprint,
        jsHeap: createJsHeapReader(),
        pageMemory: createPageMemoryReader(),
        sparing: () => sparing,
      }),
    ),
    rendering: choose(settings.collectors.rendering, () => rendering),
    network: choose(settings.collectors.network, () => createNetworkCollector({ guard })),
    interaction: choose(settings.collectors.interaction, () =>
      createInteractionCollector({ window: page, clock, guard, frames: framesSoFar }),
    ),
  };
  const running = Object.values(collectors).filter((collector) => collector !== undefined);
  for (const collector of running) quietly(() => collector.start());

  // snapshot
  const governor = createGovernor(
    settings.maxOverhead,
    createSavingSteps({ instrumentation, sampler: () => sampler, spare: (on) => void (sparing = on) }),
  );
  const snapshotter = createSnapshotter({
    collectors,
    context,
    clock,
    guard,
    visibleTime: lifecycle.visibleTime,
    overhead: createOverheadReader({
      guard,
      takeWrapperCost: () => instrumentation.takeCost(),
      shed: governor.shed,
    }),
  });

  // ring
  const snapshots = createRing<Snapshot>(settings.historySize);
  const ticks = createRing<Tick>(TICKS_KEPT);
  const channels = {
    snapshot: createChannel<Snapshot>(guard),
    tick: createChannel<Tick>(guard),
    alert: createChannel<Alert>(guard),
    feed: createChannel<FeedChange>(guard),
  };

  // detect, alert
  const detection = createDetection(settings.thresholds, clock.epoch);

  const sampler = startSampler({
    tickInterval: settings.tickInterval,
    reportingInterval: settings.reportingInterval,
    now: clock.now,
    guard,
    onTick,
    onSnapshot: takeSnapshot,
  });

  function onTick(): void {
    const tick = snapshotter.takeTick();
    ticks.push(tick);
    const changed = detect(() => detection.onTick(tick));
    channels.tick.emit(tick);
    channels.feed.emit('tick');
    tellAlerts(changed);
  }

  function takeSnapshot(): Snapshot {
    const snapshot = snapshotter.takeSnapshot();
    sampler.snapshotTaken();
    if ('cpu' in snapshot.overhead) governor.note(snapshot.overhead.cpu);
    snapshots.push(snapshot);
    const changed = detect(() => detection.onSnapshot(snapshot));
    channels.snapshot.emit(snapshot);
    channels.feed.emit('snapshot');
    tellAlerts(changed);
    return snapshot;
  }

  function tellAlerts(changed: readonly Alert[]): void {
    if (changed.length === 0) return;
    for (const alert of changed) channels.alert.emit(alert);
    channels.feed.emit('alerts');
  }

  function onLifecycle(change: LifecycleChange): void {
    if (change === 'hidden') {
      rendering.interrupt();
      takeSnapshot(); // the page may not come back
    } else if (change === 'visible' || change === 'resumed') context.noteResumed();
  }

  function detect(work: () => readonly Alert[]): readonly Alert[] {
    return guard.attempt('detect', work, () => []);
  }

  function quietly(work: () => void): void {
    guard.attempt('sampler', work, () => undefined);
  }

  return new PerformanceMonitor({
    application: settings.application as { name?: string; release?: string },
    instrumentation,
    context: context.host,
    takeSnapshot,
    snapshots,
    ticks,
    detection,
    channels,
    stop() {
      quietly(() => sampler.stop());
      for (const collector of running) quietly(() => collector.stop());
      quietly(() => lifecycle.stop());
      quietly(() => instrumentation.stop());
      for (const channel of Object.values(channels)) channel.clear();
    },
  });
}

/** A collector of ours, one of the host's, or none, as the option says. */
function choose<C>(option: boolean | C, ours: () => C): C | undefined {
  if (typeof option !== 'boolean') return option;
  return option ? ours() : undefined;
}
