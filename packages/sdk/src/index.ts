export { startMonitor } from './monitor.js';
export { PerformanceMonitor } from './performance-monitor.js';
export type { PreviousCrash } from './black-box/last-seconds.js';
export type { GpuMeter } from './browser/gpu-timer.js';
export type { FeedChange } from './flow.js';
export type { MonitorOptions } from './options.js';
export type { ThresholdOption, ThresholdOptions } from './options/thresholds.js';
export type { CollectorOption } from './options/collectors.js';
export { OptionsError } from './options/options-error.js';
export type { Collector } from './collect/collector.js';
export type { HostContext } from './snapshot/context.js';
export { createAdvisor } from './optimize/advisor.js';
export type { AdvisorDeps, OptimizationAdvisor } from './optimize/advisor.js';
export { createBuiltInActions } from './optimize/built-in-actions.js';
export type { BuiltInDeps } from './optimize/built-in-actions.js';
export type { HostAction } from './optimize/host-action.js';
export type { LoopPolicy } from './optimize/policy.js';
export type { SetTimer } from './optimize/registry.js';
export {
  InteractionCollector,
  MemoryCollector,
  NetworkCollector,
  RenderingCollector,
  WasmCollector,
} from './tools/standalone-collectors.js';
export { PerformanceAnomalyDetector } from './detect/anomaly-detector.js';
export { startRecorder } from './tools/recorder.js';
export type { RecordSource, Recorder } from './tools/recorder.js';
