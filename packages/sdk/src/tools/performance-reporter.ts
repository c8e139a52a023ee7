import {
  createReportHistory,
  createReportSchedule,
  exportReport,
  generateReport,
  type Budgets,
  type ExportFormat,
  type ExportOptions,
  type ReportComparison,
  type ReportRange,
} from '@wasm-vitals/report';
import type { ActionRecord, Alert, EpochMs, Recommendation, Report, Snapshot } from '@wasm-vitals/protocol';
import { setTimer } from '../browser/timer.js';

/** Where the reporter reads: a monitor fits it by shape, and so does anything else that kept snapshots. */
export interface ReportSource {
  readonly application?: { readonly name?: string; readonly release?: string };
  history(): readonly Snapshot[];
  alerts?(): readonly Alert[];
  recommendations?(): readonly Recommendation[];
  actions?(): readonly ActionRecord[];
}

export interface ReporterOptions {
  /** Limits that a report is held against, by metric. */
  readonly budgets?: Budgets;
  /** How many reports are kept. Default 48. */
  readonly keep?: number;
  /** Told what a recipient threw, or what went wrong while a scheduled report was made. */
  readonly onError?: (error: unknown) => void;
}

/** Who gets a scheduled report: a function that shows it, stores it or sends it on. */
export type ReportRecipient = (report: Report) => void | Promise<void>;

/** Makes reports of a monitor's history: now, or on a schedule. */
export class PerformanceReporter {
  readonly #source: ReportSource;
  readonly #options: ReporterOptions;
  readonly #kept;
  readonly #schedules = new Set<() => void>();

  constructor(source: ReportSource, options: ReporterOptions = {}) {
    this.#source = source;
    this.#options = options;
    this.#kept = createReportHistory(options.keep);
  }

  /** A report of the whole history, or of a range of it. It is kept. @throws {RangeError} for an unknown range. */
  generateReport(range?: ReportRange): Report {
    const source = this.#source;
    const { application } = source;
    const { budgets } = this.#options;
    const previous = this.#kept.all.at(-1);
    const report = generateReport({
      snapshots: source.history(),
      alerts: source.alerts?.() ?? [],
      recommendations: source.recommendations?.() ?? [],
      actions: source.actions?.() ?? [],
      generatedAt: Date.now(),
      ...(application ? { application } : {}),
      ...(typeof location === 'undefined' ? {} : { url: location.href }),
      ...(range === undefined ? {} : { range }),
      ...(budgets ? { budgets } : {}),
      ...(previous ? { previous } : {}),
    });
    this.#kept.add(report);
    return report;
  }

  /** A report as text. @throws {RangeError} for an unknown format. */
  exportReport(report: Report, format: ExportFormat, options?: ExportOptions): string {
    return exportReport(report, format, options);
  }

  /**
   * Makes a report at each due time and hands it to every recipient; one that fails keeps the others from nothing.
   * Returns the way to stop.
   * @param every `'15m'`, `'1h'`, `'1d'`, or a cron expression of five fields in UTC.
   * @throws {RangeError} for any other text.
   */
  scheduleReports(every: string, recipients: readonly ReportRecipient[]): () => void {
    const onError = this.#options.onError ?? (() => undefined);
    const deliver = async (recipient: ReportRecipient, report: Report): Promise<void> => recipient(report);
    const schedule = createReportSchedule({
      every,
      clock: { now: Date.now, setTimeout: setTimer, clearTimeout: (cancel: () => void) => cancel() },
      onError,
      run: async () => {
        const report = this.generateReport();
        const outcomes = await Promise.allSettled(recipients.map((recipient) => deliver(recipient, report)));
        for (const outcome of outcomes) if (outcome.status === 'rejected') onError(outcome.reason);
      },
    });
    const stop = (): void => {
      schedule.stop();
      this.#schedules.delete(stop);
    };
    this.#schedules.add(stop);
    return stop;
  }

  /** Reports that are kept, oldest first. */
  history(): readonly Report[] {
    return this.#kept.all;
  }

  /** Compares two kept reports by the times that they were made at. @throws {RangeError} where one is not kept. */
  compareReports(earlier: EpochMs, later: EpochMs): ReportComparison {
    return this.#kept.compare(earlier, later);
  }

  /** Alerts that are critical and not over. */
  criticalAlerts(): readonly Alert[] {
    const alerts = this.#source.alerts?.() ?? [];
    return alerts.filter(({ severity, state }) => severity === 'critical' && state !== 'resolved');
  }

  /** Stops every schedule. */
  stop(): void {
    for (const stop of this.#schedules) stop();
  }
}
