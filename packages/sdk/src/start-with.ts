import { startBlackBox } from './black-box/black-box.js';
import type { PreviousCrash } from './black-box/last-seconds.js';
import { createClock } from './browser/clock.js';
import { createGuard } from './browser/guard.js';
import { startLifecycle, type LifecycleChange } from './browser/lifecycle.js';
import { openCrashReport } from './browser/crash-report.js';
import { findStorage } from './browser/local-storage.js';
import { setTimer } from './browser/timer.js';
import { startCollectors } from './collect/start-collectors.js';
import { createNoInstrumentation } from './collect/wasm/no-instrumentation.js';
import type { Judgement, JudgementDeps } from './detect/judgement.js';
import { createFlow } from './flow.js';
import { startInstrumentation } from './instrument/start-instrumentation.js';
import { createWorkers } from './instrument/worker/workers.js';
import { checkOptions, type MonitorOptions } from './options.js';
import { createGovernor } from './overhead/governor.js';
import { createOverheadReader } from './overhead/overhead.js';
import { createSavingSteps, MEASURING_SAVINGS } from './overhead/saving-steps.js';
import { PerformanceMonitor } from './performance-monitor.js';
import { createContext } from './snapshot/context.js';
import { startSampler } from './snapshot/sampler.js';
import { createSnapshotter } from './snapshot/snapshotter.js';
import { createChannel } from './store/channel.js';
import { createKept } from './store/kept.js';

/**
 * The wiring of everything, in the order in which data flows. `judge` is handed in, so that a page which only measures
 * carries no detectors and rules.
 * @throws {OptionsError}
 */
export function startWith(
  options: MonitorOptions,
  judge: (deps: JudgementDeps) => Judgement,
): PerformanceMonitor {
  const settings = checkOptions(options);
  const clock = createClock();
  const guard = createGuard(clock.now, settings.onError ?? (() => undefined));

  const context = createContext(clock.now);
  const { imports, allocatorCalls } = settings;
  const instrumentation =
    settings.collectors.wasm === true
      ? guard.attempt(
          'collectors',
          () => startInstrumentation({ imports, allocatorCalls, marks: context.marks }),
          createNoInstrumentation,
        )
      : createNoInstrumentation();

  const workers = createWorkers({ clock, guard });

  const lifecycle = startLifecycle(globalThis, onLifecycle, { guard, now: clock.now });
  const savings = createSavingSteps({ measuring: [instrumentation, workers], sampler: () => sampler });
  const collectors = startCollectors({
    options: settings.collectors,
    instrumentation,
    workers,
    clock,
    guard,
    lifecycle,
    sparing: savings.sparing,
  });

  const governor = createGovernor(settings.maxOverhead, savings.steps);
  const overhead = createOverheadReader({ guard, takeWrapperCost: instrumentation.takeCost, governor });
  const snapshotter = createSnapshotter({
    collectors: collectors.sections,
    context,
    clock,
    guard,
    visibleTime: lifecycle.visibleTime,
    overhead,
  });

  const { detection, advisor } = judge({
    thresholds: settings.thresholds,
    now: clock.epoch,
    visible: () => lifecycle.visible,
    loading: context.loading,
    builtIn: {
      scope: globalThis,
      trimHistory: (keep) => flow.trim(keep),
      setSavingLevel: governor.setLeast,
      savingLevels: MEASURING_SAVINGS,
    },
  });

  const { historySize, tickInterval, reportingInterval } = settings;
  const flow = createFlow({ snapshotter, detection, advisor, guard, historySize });
  const sampler = startSampler({
    tickInterval,
    reportingInterval,
    now: clock.now,
    guard,
    onTick() {
      blackBox.onTick(flow.tick());
    },
    onSnapshot: takeSnapshot,
  });

  const crashes = createKept<PreviousCrash>(createChannel(guard));
  const blackBox = startBlackBox({
    storage: settings.blackBox ? findStorage() : undefined,
    crashReport: settings.blackBox ? openCrashReport() : undefined,
    guard,
    epoch: clock.epoch,
    visible: () => lifecycle.visible,
    setTimer,
    reportingInterval,
    release: settings.application.release,
    ticks: flow.ticks.items,
    snapshots: flow.snapshots.items,
    onFound: crashes.set,
  });

  function takeSnapshot() {
    sampler.snapshotTaken();
    const snapshot = flow.snapshot();
    blackBox.onSnapshot();
    return snapshot;
  }

  function onLifecycle(change: LifecycleChange): void {
    if (change === 'hidden' || change === 'leaving') blackBox.forget();
    if (change === 'leaving') return;
    collectors.interrupt(); // at both ends: a last frame may come after the page was hidden
    if (change === 'hidden')
      takeSnapshot(); // the page may not come back
    else if (change !== 'frozen') context.noteResumed();
  }

  const parts = [sampler, blackBox, flow, advisor, collectors, lifecycle, workers, instrumentation];
  return new PerformanceMonitor({
    application: settings.application,
    instrumentation,
    workers,
    context: context.host,
    takeSnapshot,
    flow,
    detection,
    advisor,
    crashes,
    measureGpu: collectors.measureGpu,
    stop() {
      for (const part of parts) {
        guard.run('sampler', () => void Promise.resolve(part.stop()).catch(guard.fault));
      }
    },
  });
}
