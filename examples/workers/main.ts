import { startMonitor } from 'wasm-vitals';
import { createMeasuredWorker } from 'wasm-vitals/worker';

const monitor = startMonitor();

// A worker of yours: `solver.ts` begins with the import of the monitor.
const solver = new Worker(new URL('./solver.js', import.meta.url), { type: 'module', name: 'solver' });
monitor.instrumentWorker(solver);

// A worker whose script you can't change: it is started from a blob that loads the monitor first.
createMeasuredWorker('/vendor/codec-worker.js', { monitor, sdk: '/wasm-vitals-worker.global.js' });

monitor.subscribe(({ wasm }) => {
  if (!('workers' in wasm)) return;
  for (const { name, totalTime, lastHeard, running } of wasm.workers ?? []) {
    console.log(name, { totalTime, lastHeard, running });
  }
});
