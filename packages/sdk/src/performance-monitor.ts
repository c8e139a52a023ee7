import type {
  ActionRecord,
  Alert,
  Anomaly,
  DurationMs,
  Recommendation,
  Snapshot,
  Tick,
} from '@wasm-vitals/protocol';
import type { PreviousCrash } from './black-box/last-seconds.js';
import type { GpuMeter } from './browser/gpu-timer.js';
import type { Detection } from './detect/detection.js';
import type { FeedChange, Flow } from './flow.js';
import type { Instrumentation } from './instrument/instrumentation.js';
import type { Workers } from './instrument/worker/workers.js';
import type { OptimizationAdvisor } from './optimize/advisor.js';
import type { HostAction } from './optimize/host-action.js';
import type { HostContext } from './snapshot/context.js';
import type { Kept } from './store/kept.js';

interface Application {
  readonly name?: string | undefined;
  readonly release?: string | undefined;
}

/** What `startMonitor` hands over: everything that runs, already started. */
export interface MonitorParts {
  readonly application: Application;
  readonly instrumentation: Pick<Instrumentation, 'instrument' | 'measureFunction'>;
  readonly workers: Pick<Workers, 'instrument'>;
  readonly context: HostContext;
  readonly takeSnapshot: () => Snapshot;
  readonly flow: Flow;
  readonly detection: Detection;
  readonly advisor: OptimizationAdvisor;
  readonly crashes: Kept<PreviousCrash>;
  readonly measureGpu: (gl: WebGL2RenderingContext) => GpuMeter;
  readonly stop: () => void;
}

/**
 * A running monitor, made by `startMonitor`. A dashboard can be fed with it as it is. None of its methods throws into
 * the host because of a fault of ours.
 */
export class PerformanceMonitor {
  /** What the host said it is. */
  readonly application: { readonly name?: string; readonly release?: string };
  /** Where the host registers what the monitor may do for it. */
  readonly optimizer: OptimizationAdvisor;
  /** How the host tells a change of its work from a fault: `mark('scene', 'city')`, `loading(promise)`. */
  readonly context: HostContext;
  readonly #parts: MonitorParts;
  #stopped = false;

  constructor(parts: MonitorParts) {
    this.#parts = parts;
    this.application = parts.application as { name?: string; release?: string };
    this.optimizer = parts.advisor;
    this.context = parts.context;
  }

  /**
   * Takes a snapshot now: it ends the present interval, goes into the history and to the subscribers like any other.
   * After `stop()` it gives the last one.
   */
  collectMetrics(): Snapshot {
    const { flow, takeSnapshot } = this.#parts;
    return (this.#stopped && flow.snapshots.newest) || takeSnapshot();
  }

  /** Snapshots kept so far, oldest first, at most `historySize`. */
  history(): readonly Snapshot[] {
    return this.#parts.flow.snapshots.items();
  }

  /** Ticks of the last 300 intervals, oldest first. */
  ticks(): readonly Tick[] {
    return this.#parts.flow.ticks.items();
  }

  /** Tells each snapshot. Returns the way to stop. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void {
    return this.#parts.flow.channels.snapshot.subscribe(listener);
  }

  /** Tells each tick, about one a second. Returns the way to stop. */
  onTick(listener: (tick: Tick) => void): () => void {
    return this.#parts.flow.channels.tick.subscribe(listener);
  }

  /** Open alerts first, newest first; then those that are over. */
  alerts(): readonly Alert[] {
    return this.#parts.detection.alerts();
  }

  /** Tells each alert when it opens, changes and ends. Returns the way to stop. */
  onAlert(listener: (alert: Alert) => void): () => void {
    return this.#parts.flow.channels.alert.subscribe(listener);
  }

  /**
   * What an earlier page of this origin saw last, which ended without a word: it crashed, was killed for its memory, or
   * hung. Undefined where there was none, or where it is not known yet: a crash of the last 15 s is known when they are
   * over, see `onPreviousCrash`.
   */
  get previousCrash(): PreviousCrash | undefined {
    return this.#parts.crashes.newest;
  }

  /** Tells each such page, a known one at once. Returns the way to stop. */
  onPreviousCrash(listener: (crash: PreviousCrash) => void): () => void {
    return this.#parts.crashes.subscribe(listener);
  }

  /** Proposals, best first, then what became of earlier ones. */
  recommendations(): readonly Recommendation[] {
    return this.#parts.advisor.recommendations();
  }

  /** What was done to the host, by whom and with what outcome, oldest first. */
  actions(): readonly ActionRecord[] {
    return this.#parts.advisor.actions();
  }

  /** Registers what the monitor may do for the host. Returns the way to take it out again. @throws {TypeError} */
  registerAction(action: HostAction): () => void {
    return this.#parts.advisor.registerAction(action);
  }

  /** Applies what a recommendation names. Rejects with a message for people where it can't. */
  apply(recommendation: string): Promise<void> {
    return this.#parts.advisor.apply(recommendation);
  }

  /** Takes back what a recommendation did. Rejects with a message for people where it can't. */
  undo(recommendation: string): Promise<void> {
    return this.#parts.advisor.undo(recommendation);
  }

  dismiss(recommendation: string): void {
    this.#parts.advisor.dismiss(recommendation);
  }

  /** Tells what changed, for a view that reads it when it draws. Returns the way to stop. */
  subscribeFeed(listener: (change: FeedChange) => void): () => void {
    return this.#parts.flow.channels.feed.subscribe(listener);
  }

  /** Marks an alert as seen. Does nothing where there is no open alert of this id. */
  acknowledge(alert: string): void {
    this.#tell(this.#parts.detection.acknowledge(alert));
  }

  /** Silences an alert, and later ones about the same, for so many milliseconds. */
  mute(alert: string, duration: DurationMs): void {
    this.#tell(this.#parts.detection.mute(alert, duration));
  }

  /** Warms the detectors' baselines with an earlier session of this application. */
  establishBaselines(history: readonly Snapshot[]): void {
    this.#parts.detection.establishBaselines(history);
  }

  /**
   * Raises an alert for what somebody else found: a report, a check of the host's own. One of the same cause as an open
   * alert joins it; one with the id of an earlier one replaces it. It lasts until it is cleared.
   */
  raise(anomaly: Anomaly): void {
    this.#enter('raised', anomaly);
  }

  /** Says that what was raised is over: its alert ends 30 s after the last of its causes. */
  clear(anomaly: Anomaly): void {
    this.#enter('cleared', anomaly);
  }

  /** Registers an instance that was made before the monitor, and gives its exports with measurement. */
  instrument(instance: WebAssembly.Instance, name?: string): WebAssembly.Exports {
    return this.#parts.instrumentation.instrument(instance, name);
  }

  /**
   * Measures the WebAssembly in a worker, and puts it into the snapshots and ticks under the worker's name. The worker's
   * script must begin with `import 'wasm-vitals/worker/auto'` or `importScripts('wasm-vitals-worker.global.js')`: a
   * worker without it would get a message that it doesn't know. Returns the way to stop, which restores what is patched
   * in the worker. An ended worker is forgotten by itself.
   */
  instrumentWorker(worker: Worker, name?: string): () => void {
    return this.#parts.workers.instrument(worker, name);
  }

  /** Measures a function of the host. Sync stays sync, async stays async; `this`, arguments, result and errors stay. */
  measureFunction<F extends (...args: never[]) => unknown>(name: string, fn: F): F {
    return this.#parts.instrumentation.measureFunction(name, fn);
  }

  /**
   * Measures the GPU time of the host's drawing in a WebGL 2 context: call the meter's `begin` before the drawing of a
   * frame and its `end` after it. It gives `rendering.gpuTime` and the verdict `gpu` of long frames. Where the browser has
   * no timer query, or the host runs one of its own at that time, nothing is measured and nothing else changes.
   */
  measureGpu(gl: WebGL2RenderingContext): GpuMeter {
    return this.#parts.measureGpu(gl);
  }

  /** Stops all measuring and restores every patched global. History stays readable. Safe to call twice. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#parts.stop();
  }

  #enter(type: 'raised' | 'cleared', anomaly: Anomaly): void {
    const { detection, flow } = this.#parts;
    const changed = detection.enter({ type, anomaly });
    if (changed.length > 0) flow.alertsChanged(changed);
  }

  #tell(alert: Alert | undefined): void {
    if (alert) this.#parts.flow.alertsChanged([alert]);
  }
}
