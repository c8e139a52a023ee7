import type { Snapshot } from '@wasm-vitals/protocol';
import type { startMonitor } from 'wasm-vitals';

export interface WorkerScriptSettings {
  /** Key of the registered symbol under which the worker can be asked for what it measured. */
  readonly key: string;
  /** Milliseconds between snapshots. */
  readonly interval: number;
}

/**
 * Runs in a worker, as soon as it can be reached. A worker has no way out of its own to us: it keeps its snapshots until
 * it is asked. It is sent as source text: it may use nothing of this module but its parameters.
 */
export function watchWorker(
  sdk: { readonly startMonitor: typeof startMonitor },
  settings: WorkerScriptSettings,
): void {
  let waiting: Snapshot[] = [];
  const monitor = sdk.startMonitor({ reportingInterval: settings.interval });
  monitor.subscribe((snapshot) => {
    waiting.push(snapshot);
  });
  const take = (last: boolean): string => {
    if (last) monitor.collectMetrics(); // tells its subscribers, us among them
    const taken = waiting;
    waiting = [];
    return JSON.stringify(taken);
  };
  Object.defineProperty(globalThis, Symbol.for(settings.key), { value: take, enumerable: false });
}
