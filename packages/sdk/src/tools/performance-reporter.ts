import {
  createCriticalFindings,
  createReportHistory,
  exportReport,
  generateReport,
  type Budgets,
  type ExportFormat,
  type ExportOptions,
  type FindingSink,
  type Fleet,
  type ReportComparison,
  type ReportRange,
  type ReportRecipient,
} from '@wasm-vitals/report';
import type { ActionRecord, Alert, EpochMs, Recommendation, Report, Snapshot } from '@wasm-vitals/protocol';
import { findStorage } from '../browser/local-storage.js';
import { setTimer } from '../browser/timer.js';
import { startReportSchedule, type ReportScheduleSettings } from './report-schedule.js';
import type { ScheduleStorage } from './schedule-memory.js';

/** Where the reporter reads: a monitor fits it by shape, and so does anything else that kept snapshots. */
export interface ReportSource extends FindingSink {
  readonly application?: { readonly name?: string; readonly release?: string };
  history(): readonly Snapshot[];
  alerts?(): readonly Alert[];
  recommendations?(): readonly Recommendation[];
  actions?(): readonly ActionRecord[];
}

export interface ReporterOptions {
  /** Limits that a report is held against, by metric. */
  readonly budgets?: Budgets;
  /** What a server says of other sessions, to be held against; asked for each report. */
  readonly fleet?: () => Fleet | undefined;
  /** How many reports are kept. Default 48. */
  readonly keep?: number;
  /** Told what a recipient threw, or what went wrong while a scheduled report was made. */
  readonly onError?: (error: unknown) => void;
  /** Where schedules remember their last run. Default: the origin's local storage, where there is one. */
  readonly storage?: ScheduleStorage;
}

/** Makes reports of a monitor's history: now, or on a schedule. */
export class PerformanceReporter {
  readonly #source: ReportSource;
  readonly #options: ReporterOptions;
  readonly #kept;
  readonly #critical;
  readonly #schedules = new Set<() => void>();

  constructor(source: ReportSource, options: ReporterOptions = {}) {
    this.#source = source;
    this.#options = options;
    this.#kept = createReportHistory(options.keep);
    this.#critical = createCriticalFindings(source);
  }

  /**
   * A report of the whole history, or of a range of it. It is kept, and what it finds critical is an alert at once.
   * @throws {RangeError} for an unknown range.
   */
  generateReport(range?: ReportRange): Report {
    const source = this.#source;
    const { application } = source;
    const { budgets } = this.#options;
    const fleet = this.#options.fleet?.();
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
      ...(fleet ? { fleet } : {}),
      ...(previous ? { previous } : {}),
    });
    this.#kept.add(report);
    this.#critical.apply(report);
    return report;
  }

  /** A report as text. @throws {RangeError} for an unknown format. */
  exportReport(report: Report, format: ExportFormat, options?: ExportOptions): string {
    return exportReport(report, format, options);
  }

  /**
   * Makes a report at each due time and hands it to every recipient; one that fails keeps the others from nothing. A run
   * that was missed while no page lived is caught up once, as soon as this page has something to report. Of several pages
   * of an origin, one makes each report. Returns the way to stop.
   * @throws {RangeError} for a schedule that is none, naming the forms that are right
   * @throws {TypeError} for a recipient that is none
   */
  scheduleReports(schedule: ReportScheduleSettings): () => void;
  scheduleReports(every: string, recipients: readonly ReportRecipient[]): () => void;
  scheduleReports(
    schedule: ReportScheduleSettings | string,
    recipients: readonly ReportRecipient[] = [],
  ): () => void {
    const settings = typeof schedule === 'string' ? { every: schedule, recipients } : schedule;
    const stopSchedule = startReportSchedule(settings, {
      makeReport: (range) => this.generateReport(range),
      snapshots: () => this.#source.history().length,
      storage: this.#options.storage ?? findStorage(),
      now: Date.now,
      setTimer,
      fetch: (...request) => fetch(...request),
      onError: (error) => this.#fail(error),
    });
    const stop = (): void => {
      stopSchedule();
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

  /** Stops every schedule, and ends the alerts that reports raised: nobody is left to see that they are over. */
  stop(): void {
    for (const stop of this.#schedules) stop();
    this.#critical.clearAll();
  }

  #fail(error: unknown): void {
    try {
      this.#options.onError?.(error);
    } catch {
      // the host's own reporter failed: there is nobody left to tell
    }
  }
}
