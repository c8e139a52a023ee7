/** Reports, apart from the monitor: what makes them stays out of a page that asks for none. */
export { PerformanceReporter } from './tools/performance-reporter.js';
export type { ReportSource, ReporterOptions } from './tools/performance-reporter.js';
export { ReportDeliveryError } from '@wasm-vitals/report';
export type { ReportRecipient, ServerRecipient, WebhookRecipient } from '@wasm-vitals/report';
export type { ReportScheduleSettings } from './tools/report-schedule.js';
