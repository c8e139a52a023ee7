/** Reports, apart from the monitor: what makes them stays out of a page that asks for none. */
export { PerformanceReporter } from './tools/performance-reporter.js';
export type { ReportRecipient, ReportSource, ReporterOptions } from './tools/performance-reporter.js';
