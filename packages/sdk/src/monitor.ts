import { createJudgement } from './detect/judgement.js';
import type { MonitorOptions } from './options.js';
import type { PerformanceMonitor } from './performance-monitor.js';
import { startWith } from './start-with.js';

/**
 * Starts to monitor this page or worker: from here on every WebAssembly module that the page loads is measured. Start it
 * before the page's own scripts, so that it sees the first module too.
 *
 * @throws {OptionsError} for an option that there is not, or a value that is not allowed. It throws nothing else.
 */
export function startMonitor(options: MonitorOptions = {}): PerformanceMonitor {
  return startWith(options, createJudgement);
}
