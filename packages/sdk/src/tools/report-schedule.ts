import type { DurationMs, EpochMs, Report } from '@wasm-vitals/protocol';
import {
  checkRecipient,
  createReportSchedule,
  deliver,
  type ReportRange,
  type ReportRecipient,
} from '@wasm-vitals/report';
import { createScheduleMemory, type ScheduleStorage } from './schedule-memory.js';

/** When reports are made, of what, and who gets them. */
export type ReportScheduleSettings = {
  readonly recipients: readonly ReportRecipient[];
  /** What each report covers. Default: all that the page has kept. */
  readonly range?: ReportRange;
  /**
   * Under which its last run is remembered, and which pages of an origin share so that only one of them reports. Default:
   * the schedule's own text.
   */
  readonly name?: string;
} & (
  | {
      /** `'15m'`, `'1h'`, `'1d'`, … */
      readonly every: string;
    }
  | {
      /** Five fields, in UTC: `'0 8 * * 1'`. */
      readonly cron: string;
    }
);

export interface PageScheduleDeps {
  readonly makeReport: (range: ReportRange | undefined) => Report;
  /** How many snapshots there are to report. */
  readonly snapshots: () => number;
  readonly storage: ScheduleStorage | undefined;
  readonly now: () => EpochMs;
  /** Calls back once; returns the way to cancel it. */
  readonly setTimer: (callback: () => void, delay: DurationMs) => () => void;
  readonly fetch: typeof fetch;
  /** Never throws. */
  readonly onError: (error: unknown) => void;
}

/** A page that has just been loaded has nothing to say: half a minute of snapshots is the least for a verdict. */
const FEWEST_SNAPSHOTS = 6;
const LOOK_AGAIN: DurationMs = 5_000;

/**
 * A schedule that lives with the page, and remembers from one page to the next. Returns the way to stop it.
 * @throws {RangeError} for a schedule that is none
 * @throws {TypeError} for a recipient that is none
 */
export function startReportSchedule(settings: ReportScheduleSettings, deps: PageScheduleDeps): () => void {
  const { recipients, range } = settings;
  const every = 'cron' in settings ? settings.cron : settings.every;
  recipients.forEach(checkRecipient);
  const memory = createScheduleMemory(settings.name ?? every, deps.storage, deps.now);
  const waiting = new Set<() => void>();
  let stopped = false;

  /** Resolves after so long, and at once when the schedule is stopped. */
  function wait(delay: DurationMs): Promise<void> {
    return new Promise((resolve) => {
      const over = (): void => {
        waiting.delete(over);
        cancel();
        resolve();
      };
      const cancel = deps.setTimer(over, delay);
      waiting.add(over);
    });
  }

  async function run(due: EpochMs): Promise<void> {
    while (!stopped && deps.snapshots() < FEWEST_SNAPSHOTS) await wait(LOOK_AGAIN);
    if (stopped || !memory.claim(due)) return;
    const report = deps.makeReport(range);
    const outcomes = await Promise.allSettled(
      recipients.map((recipient) => deliver(report, recipient, { fetch: deps.fetch, wait })),
    );
    for (const outcome of outcomes) if (outcome.status === 'rejected') deps.onError(outcome.reason);
  }

  const schedule = createReportSchedule({
    every,
    clock: {
      now: deps.now,
      setTimeout: deps.setTimer,
      clearTimeout: (cancel: (() => void) | undefined) => cancel?.(),
    },
    lastRun: memory.lastRun(),
    run,
    onError: deps.onError,
  });
  return () => {
    stopped = true;
    schedule.stop();
    for (const over of [...waiting]) over();
  };
}
