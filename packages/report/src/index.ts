export { EXPORT_FORMATS, exportReport } from './export/export-report.js';
export type { ExportFormat, ExportOptions } from './export/export-report.js';
export { HTML_REPORT_CSP } from './export/html/style.js';
export { generateReport } from './generate/generate-report.js';
export type { Budgets, ReportInput, ReportRange } from './generate/report-input.js';
export {
  formatBytes,
  formatDuration,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatReading,
} from './prose/quantity.js';
