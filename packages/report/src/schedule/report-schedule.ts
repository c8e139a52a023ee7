import type { EpochMs } from '@wasm-vitals/protocol';
import { parseCadence } from './interval.js';

/** The clock that a schedule runs by: the page's, the server's, or a test's. */
export interface ScheduleClock {
  now(): EpochMs;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(handle: never): void;
}

export interface ReportScheduleOptions {
  /** `'15m'`, `'1h'`, `'1d'`, or five-field cron in UTC. */
  readonly every: string;
  readonly clock: ScheduleClock;
  /** When it last ran, as far as is known (from storage): a run that was due since then is caught up once, at once. */
  readonly lastRun?: EpochMs;
  /** Makes the report. `due` is the time that it was due at, `missed` how many earlier runs it stands for as well. */
  readonly run: (due: EpochMs, missed: number) => void | Promise<void>;
  /** Told of a run that threw; the schedule goes on. */
  readonly onError?: (error: unknown) => void;
}

export interface ReportSchedule {
  /** The next due time; absent where there is none, or after `stop`. */
  readonly next: EpochMs | undefined;
  readonly lastRun: EpochMs | undefined;
  stop(): void;
}

/** `setTimeout` takes 31 bits of milliseconds (24.8 days), and fires at once beyond: longer waits go in steps. */
const LONGEST_TIMEOUT = 2_000_000_000;
/** Beyond this many missed runs, how many they were tells nobody anything. */
const MOST_MISSED = 10_000;

/**
 * Runs at each due time. Where the page slept, the machine was off or a timer was late, all runs that were missed are
 * caught up by one, and none runs twice: the due time of the last run is kept. Runs never overlap: one that comes due
 * while another still works is caught up after it.
 * @throws {RangeError} for a bad `every`, naming the forms that are right.
 */
export function createReportSchedule(options: ReportScheduleOptions): ReportSchedule {
  const { clock, run, onError } = options;
  const cadence = parseCadence(options.every);
  let lastRun = options.lastRun;
  let handle: unknown;
  let stopped = false;
  let next = cadence.next(Math.min(lastRun ?? clock.now(), clock.now()));

  /** The newest due time up to now, and how many came before it. */
  function dueNow(first: EpochMs): { readonly due: EpochMs; readonly missed: number } {
    let due = first;
    let missed = 0;
    for (
      let later = cadence.next(due);
      later !== undefined && later <= clock.now();
      later = cadence.next(due)
    ) {
      due = later;
      missed += 1;
      if (missed >= MOST_MISSED) return { due: clock.now(), missed };
    }
    return { due, missed };
  }

  async function tick(): Promise<void> {
    if (stopped || next === undefined) return;
    if (clock.now() < next) return plan();
    const { due, missed } = dueNow(next);
    lastRun = due;
    next = cadence.next(Math.max(due, clock.now()));
    try {
      await run(due, missed);
    } catch (error) {
      onError?.(error);
    }
    next = cadence.next(lastRun);
    plan();
  }

  function plan(): void {
    if (stopped || next === undefined) return;
    const wait = Math.min(LONGEST_TIMEOUT, Math.max(0, next - clock.now()));
    handle = clock.setTimeout(() => void tick(), wait);
  }

  plan();
  return {
    get next() {
      return stopped ? undefined : next;
    },
    get lastRun() {
      return lastRun;
    },
    stop() {
      stopped = true;
      clock.clearTimeout(handle as never);
    },
  };
}
