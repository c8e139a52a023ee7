export { startMonitor } from './monitor.js';
export { PerformanceMonitor } from './performance-monitor.js';
export type { FeedChange } from './performance-monitor.js';
export type { MonitorOptions } from './options.js';
export type { ThresholdOption, ThresholdOptions } from './options/thresholds.js';
export type { CollectorOption } from './options/collectors.js';
export { OptionsError } from './options/options-error.js';
export type { Collector } from './collect/collector.js';
export type { HostContext } from './snapshot/context.js';
