import { createClock } from './browser/clock.js';
import { createGuard } from './browser/guard.js';
import { startLifecycle, type LifecycleChange } from './browser/lifecycle.js';
import { setTimer } from './browser/timer.js';
import { startCollectors } from './collect/start-collectors.js';
import { createNoInstrumentation } from './collect/wasm/no-instrumentation.js';
import { createDetection } from './detect/detection.js';
import { createFlow } from './flow.js';
import { startInstrumentation } from './instrument/start-instrumentation.js';
import { createAdvisor } from './optimize/advisor.js';
import { checkOptions, type MonitorOptions } from './options.js';
import { createGovernor } from './overhead/governor.js';
import { createOverheadReader } from './overhead/overhead.js';
import { createSavingSteps } from './overhead/saving-steps.js';
import { PerformanceMonitor } from './performance-monitor.js';
import { createContext } from './snapshot/context.js';
import { startSampler } from './snapshot/sampler.js';
import { createSnapshotter } from './snapshot/snapshotter.js';

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

  const instrumentation =
    settings.collectors.wasm === true
      ? guard.attempt('collectors', () => startInstrumentation(), createNoInstrumentation)
      : createNoInstrumentation();

  const context = createContext();
  const lifecycle = startLifecycle(globalThis, onLifecycle, { guard, now: clock.now });
  const savings = createSavingSteps({ instrumentation, sampler: () => sampler });
  const collectors = startCollectors({
    options: settings.collectors,
    instrumentation,
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

  const detection = createDetection(settings.thresholds, clock.epoch);
  const advisor = createAdvisor({
    now: clock.epoch,
    setTimer,
    visible: () => lifecycle.visible,
    loading: context.loading,
  });

  const { historySize, tickInterval, reportingInterval } = settings;
  const flow = createFlow({ snapshotter, detection, advisor, guard, historySize });
  const sampler = startSampler({
    tickInterval,
    reportingInterval,
    now: clock.now,
    guard,
    onTick: flow.tick,
    onSnapshot: takeSnapshot,
  });

  function takeSnapshot() {
    sampler.snapshotTaken();
    return flow.snapshot();
  }

  function onLifecycle(change: LifecycleChange): void {
    if (change === 'hidden') {
      collectors.interrupt();
      takeSnapshot(); // the page may not come back
    } else if (change === 'visible' || change === 'resumed') context.noteResumed();
  }

  const parts = [sampler, flow, advisor, collectors, lifecycle, instrumentation];
  return new PerformanceMonitor({
    application: settings.application,
    instrumentation,
    context: context.host,
    takeSnapshot,
    flow,
    detection,
    advisor,
    stop: () => parts.forEach((part) => guard.run('sampler', () => void part.stop())),
  });
}
