import type { DurationMs, EpochMs, Report } from '@wasm-vitals/protocol';
import {
  checkRecipient,
  createCriticalFindings,
  createReportHistory,
  createReportSchedule,
  deliver,
  type FindingSink,
  type ReportComparison,
  type ReportRange,
  type ReportRecipient,
  type ScheduleClock,
} from '@wasm-vitals/report';
import type { Store } from '../store/store.js';
import { fleetReport, type FleetReportRequest } from './fleet-report.js';
import { openScheduleFile } from './schedule-file.js';

export interface ReportServiceOptions {
  readonly store: Pick<Store, 'sessions' | 'snapshots'>;
  /** Where it is kept when schedules last ran. */
  readonly scheduleFile: string;
  /** Where critical findings of a report become alerts, for each application. */
  readonly alerts?: (application: string) => FindingSink;
  /** How many reports are kept of each application. Default 48. */
  readonly keep?: number;
  /** Told what a recipient or the store threw; schedules go on. */
  readonly onError?: (error: unknown) => void;
  /** Default: the machine's. */
  readonly clock?: ScheduleClock;
  readonly fetch?: typeof fetch;
}

export type ServerScheduleSettings = {
  readonly application: string;
  readonly recipients: readonly ReportRecipient[];
  /** Default: the time since the run before. */
  readonly range?: ReportRange;
  readonly budgets?: FleetReportRequest['budgets'];
  /** Under which its last run is kept. Default: application and times. Two schedules must not share one. */
  readonly name?: string;
} & ({ readonly every: string } | { readonly cron: string });

/** Reports from a store: now, or on schedules that go on whether or not a page lives. */
export interface ReportService {
  /** @throws {RangeError} for a bad range */
  generateReport(request: Omit<FleetReportRequest, 'previous'>): Promise<Report>;
  /**
   * Makes a report at each due time, and hands it to every recipient; one that fails keeps the others from nothing. Runs
   * that were missed while the server was down are caught up by one, at once, and none is made twice. Returns the way to
   * stop.
   * @throws {RangeError} for a schedule that is none, naming the forms that are right, or one whose name is taken
   * @throws {TypeError} for a recipient that is none
   */
  scheduleReports(settings: ServerScheduleSettings): () => void;
  /** Reports of an application that are kept, oldest first. */
  history(application: string): readonly Report[];
  /** Compares two of them by the times that they were made at. @throws {RangeError} where one is not kept */
  compareReports(application: string, earlier: EpochMs, later: EpochMs): ReportComparison;
  /** Stops every schedule, and resolves when nothing is under way any more. */
  close(): Promise<void>;
}

const MACHINE_CLOCK: ScheduleClock = {
  now: Date.now,
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (handle) => clearTimeout(handle),
};

/** @throws {Error} where the schedule file can't be read */
export async function createReportService(options: ReportServiceOptions): Promise<ReportService> {
  const { store, keep, onError = () => undefined, clock = MACHINE_CLOCK } = options;
  const post = options.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request));
  const memory = await openScheduleFile(options.scheduleFile);
  const applications = new Map<string, ReturnType<typeof openApplication>>();
  const schedules = new Map<string, () => void>();
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();

  function openApplication(application: string) {
    return {
      kept: createReportHistory(keep),
      critical: createCriticalFindings(options.alerts?.(application) ?? {}),
    };
  }

  function of(application: string): ReturnType<typeof openApplication> {
    let known = applications.get(application);
    if (!known) applications.set(application, (known = openApplication(application)));
    return known;
  }

  async function generateReport(request: Omit<FleetReportRequest, 'previous'>): Promise<Report> {
    const { kept, critical } = of(request.application);
    const previous = kept.all.at(-1);
    const report = await fleetReport(store, { ...request, ...(previous ? { previous } : {}) }, clock.now());
    kept.add(report);
    critical.apply(report);
    return report;
  }

  /** Resolves after so long, and at once when the service closes. */
  const wait = (delay: DurationMs): Promise<void> =>
    new Promise((resolve) => {
      const over = (): void => {
        closing.signal.removeEventListener('abort', over);
        clock.clearTimeout(handle as never);
        resolve();
      };
      const handle = clock.setTimeout(over, delay);
      closing.signal.addEventListener('abort', over);
    });

  async function run(settings: ServerScheduleSettings, range: ReportRange): Promise<void> {
    const { application, budgets, recipients } = settings;
    const report = await generateReport({ application, range, ...(budgets ? { budgets } : {}) });
    const outcomes = await Promise.allSettled(
      recipients.map((recipient) => deliver(report, recipient, { fetch: post, wait })),
    );
    for (const outcome of outcomes) if (outcome.status === 'rejected') onError(outcome.reason);
  }

  function track(work: Promise<void>): Promise<void> {
    underWay.add(work);
    const over = (): void => void underWay.delete(work);
    work.then(over, over);
    return work;
  }

  function scheduleReports(settings: ServerScheduleSettings): () => void {
    const every = 'cron' in settings ? settings.cron : settings.every;
    const name = settings.name ?? `${settings.application} ${every}`;
    if (schedules.has(name))
      throw new RangeError(
        `a schedule named ${JSON.stringify(name)} runs already; give this one another name`,
      );
    settings.recipients.forEach(checkRecipient);
    let before = memory.lastRun(name) ?? clock.now();
    const schedule = createReportSchedule({
      ...{ every, clock, onError },
      lastRun: before,
      run: (due) => {
        const range = settings.range ?? { from: before, to: due };
        before = due;
        // on the disk before the report is made: a crash in between loses it, and nobody gets it twice
        return track(memory.note(name, due).then(() => run(settings, range)));
      },
    });
    // the time of the first run counts from now on, also where the server stops before it
    if (memory.lastRun(name) === undefined) track(memory.note(name, before)).catch(onError);
    const stop = (): void => {
      schedule.stop();
      schedules.delete(name);
    };
    schedules.set(name, stop);
    return stop;
  }

  return {
    generateReport,
    scheduleReports,
    history: (application) => applications.get(application)?.kept.all ?? [],
    compareReports: (application, earlier, later) => of(application).kept.compare(earlier, later),
    async close() {
      for (const stop of [...schedules.values()]) stop();
      closing.abort();
      await Promise.allSettled([...underWay]);
    },
  };
}
