import { startWorkerMonitor } from './instrument/worker/worker-monitor.js';

/** Importing this file is all that a worker needs; it must be the first import. */
export const monitor = startWorkerMonitor();
