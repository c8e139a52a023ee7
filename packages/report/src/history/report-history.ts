import type { EpochMs, Report } from '@wasm-vitals/protocol';
import { compareReports, type ReportComparison } from '../compare/compare-reports.js';

export interface ReportHistory {
  /** Keeps a report; the oldest goes where there are too many. */
  add(report: Report): void;
  /** Oldest first. */
  readonly all: readonly Report[];
  /** The report made at that time. */
  at(generatedAt: EpochMs): Report | undefined;
  /**
   * Compares any two that are kept, by the times that they were made at.
   * @throws {RangeError} naming the times that are kept, where one is not.
   */
  compare(earlier: EpochMs, later: EpochMs): ReportComparison;
}

/** Two days of hourly reports; each holds up to 2,000 rows of samples, about half a megabyte. */
const DEFAULT_LIMIT = 48;

/** A bounded history of reports. @throws {RangeError} for a limit that is no whole number above 0. */
export function createReportHistory(limit: number = DEFAULT_LIMIT): ReportHistory {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new RangeError(`limit must be a whole number above 0, not ${String(limit)}`);
  }
  const reports: Report[] = [];

  function find(generatedAt: EpochMs): Report {
    const report = reports.find((kept) => kept.generatedAt === generatedAt);
    if (report) return report;
    const kept = reports.map((other) => other.generatedAt).join(', ') || 'none';
    throw new RangeError(`no report of ${generatedAt} is kept; kept are: ${kept}`);
  }

  return {
    add(report) {
      reports.push(report);
      if (reports.length > limit) reports.shift();
    },
    get all() {
      return [...reports];
    },
    at: (generatedAt) => reports.find((kept) => kept.generatedAt === generatedAt),
    compare: (earlier, later) => compareReports(find(earlier), find(later)),
  };
}
