export { EXPORT_FORMATS, exportReport } from './export/export-report.js';
export type { ExportFormat, ExportOptions } from './export/export-report.js';
export { HTML_REPORT_CSP } from './export/html/style.js';
export { generateReport } from './generate/generate-report.js';
export { createSessionSurvey } from './generate/session-survey.js';
export type { SessionSurvey, SurveyReportInput, SurveyedSession } from './generate/session-survey.js';
export { boundsOf } from './generate/select-range.js';
export type { Budgets, Fleet, ReportInput, ReportRange } from './generate/report-input.js';
export {
  formatBytes,
  formatDuration,
  formatNumber,
  formatPercent,
  formatPercentile,
  formatQuantity,
  formatReading,
} from './prose/quantity.js';
export { ReportFormatError, parseReport } from './parse/parse-report.js';
export { readSession, writeSession } from './parse/recorded-session.js';
export type { RecordedSession, SessionToWrite } from './parse/recorded-session.js';
export { REPORT_SCHEMA } from './parse/report-schema.js';
export { compareReports } from './compare/compare-reports.js';
export type {
  Change,
  FunctionComparison,
  MetricComparison,
  ReportComparison,
} from './compare/compare-reports.js';
export { createReportHistory } from './history/report-history.js';
export type { ReportHistory } from './history/report-history.js';
export { parseCadence } from './schedule/interval.js';
export type { Cadence } from './schedule/interval.js';
export { createReportSchedule } from './schedule/report-schedule.js';
export type { ReportSchedule, ReportScheduleOptions, ScheduleClock } from './schedule/report-schedule.js';
export { createCriticalFindings } from './schedule/critical-findings.js';
export type { FindingSink } from './schedule/critical-findings.js';
export { ReportDeliveryError, checkRecipient, deliver } from './schedule/report-recipient.js';
export type { ReportRecipient, ServerRecipient, WebhookRecipient } from './schedule/report-recipient.js';
export { relationsOf } from './sections/relations.js';
