import { createNoJudgement } from './detect/no-judgement.js';
import type { MonitorOptions } from './options.js';
import type { PerformanceMonitor } from './performance-monitor.js';
import { startWith } from './start-with.js';

/**
 * The same monitor without its judgement: snapshots and ticks, but no alerts, recommendations or actions. For pages that
 * count every kilobyte and leave the judging to a server or a tool.
 *
 * @throws {OptionsError} for an option that there is not, or a value that is not allowed. It throws nothing else.
 */
export function startMonitor(options: MonitorOptions = {}): PerformanceMonitor {
  return startWith(options, createNoJudgement);
}
