import type { Snapshot } from '@wasm-vitals/protocol';
import { startMonitor } from '../index.js';

/** What the worker sends: names of the globals that differ from the start are found by comparing the two lists. */
export interface WorkerAnswer {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly snapshot: Snapshot;
}

/** Everything that may be patched, with its source text: native code before and after. */
function describe(): string[] {
  const targets = { self: globalThis, WebAssembly, instance: WebAssembly.Instance.prototype };
  return Object.entries(targets).flatMap(([name, target]) =>
    Reflect.ownKeys(target).map((key) => {
      const descriptor = Object.getOwnPropertyDescriptor(target, key);
      const source = [descriptor?.value, descriptor?.get, descriptor?.set].map(String).join(' ');
      return `${name}.${String(key)}: ${source.slice(0, 200)}`;
    }),
  );
}

const before = describe();
const monitor = startMonitor();
const snapshot = monitor.collectMetrics();
monitor.stop();
postMessage({ before, after: describe(), snapshot } satisfies WorkerAnswer);
