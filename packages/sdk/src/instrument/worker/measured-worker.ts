/** What `createMeasuredWorker` needs beside a worker's own options. */
export interface MeasuredWorkerOptions extends WorkerOptions {
  /** The page's monitor. */
  readonly monitor: { instrumentWorker(worker: Worker): unknown };
  /** Address of `wasm-vitals-worker.global.js`. */
  readonly sdk: string | URL;
}

/**
 * A worker whose script can't be changed: it is started from a blob that loads the worker's monitor and then the script.
 * That needs `worker-src blob:` where there is a Content-Security-Policy, and inside the worker `self.location` is the
 * blob's: relative addresses given to `fetch` or `importScripts` no longer resolve. Where the script can be changed,
 * import the monitor in it instead.
 *
 * @throws what `new Worker` throws
 */
export function createMeasuredWorker(
  url: string | URL,
  { monitor, sdk, ...options }: MeasuredWorkerOptions,
): Worker {
  const load =
    options.type === 'module' ? (at: string) => `import ${at};` : (at: string) => `importScripts(${at});`;
  const source = [sdk, url]
    .map((each) => load(JSON.stringify(new URL(each, document.baseURI).href)))
    .join('\n');
  const blob = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  try {
    const worker = new Worker(blob, options);
    monitor.instrumentWorker(worker);
    return worker;
  } finally {
    URL.revokeObjectURL(blob); // the worker has resolved it by now
  }
}
