export { startWorkerMonitor } from './instrument/worker/worker-monitor.js';
export type { WorkerMonitor, WorkerMonitorOptions } from './instrument/worker/worker-monitor.js';
export { createMeasuredWorker } from './instrument/worker/measured-worker.js';
export type { MeasuredWorkerOptions } from './instrument/worker/measured-worker.js';
