import type { Report } from '@wasm-vitals/protocol';
import { functionsCsv, samplesCsv } from './csv.js';
import { htmlReport } from './html/html-report.js';
import { markdownReport } from './markdown.js';

export interface ExportOptions {
  /** Which table a CSV holds: one row a snapshot (default), or one a function. */
  readonly table?: 'samples' | 'functions';
}

const EXPORTERS = {
  json: (report: Report) => `${JSON.stringify(report, null, 2)}\n`,
  csv: (report: Report, { table = 'samples' }: ExportOptions) =>
    table === 'functions' ? functionsCsv(report) : samplesCsv(report),
  html: htmlReport,
  markdown: markdownReport,
} as const;

export type ExportFormat = keyof typeof EXPORTERS;

export const EXPORT_FORMATS = Object.keys(EXPORTERS) as readonly ExportFormat[];

/**
 * A report as text: JSON (the published schema), CSV (RFC 4180), one self-contained HTML file, or a Markdown summary.
 * @throws {RangeError} for a format that is none of these; the message names them.
 */
export function exportReport(report: Report, format: ExportFormat, options: ExportOptions = {}): string {
  if (!Object.hasOwn(EXPORTERS, format)) {
    throw new RangeError(`format must be one of ${EXPORT_FORMATS.join(', ')}, not ${JSON.stringify(format)}`);
  }
  return EXPORTERS[format](report, options);
}
