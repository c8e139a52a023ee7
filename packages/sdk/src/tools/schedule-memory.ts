import type { EpochMs } from '@wasm-vitals/protocol';

/** The part of `Storage` that is used. */
export type ScheduleStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** What a schedule remembers from page to page, so that a run is neither forgotten nor made twice. */
export interface ScheduleMemory {
  /** The due time of the last run; on the very first call ever, now. */
  readonly lastRun: () => EpochMs;
  /** True where this run is still to be made: it is noted as made, for every page of this origin. */
  readonly claim: (due: EpochMs) => boolean;
}

/**
 * Keeps the last run in the origin's storage, under the schedule's name. Without storage (a worker, a sandboxed frame,
 * a full disk) it lives as long as the page.
 */
export function createScheduleMemory(
  name: string,
  storage: ScheduleStorage | undefined,
  now: () => EpochMs,
): ScheduleMemory {
  const key = `wasm-vitals:schedule:${name}`;
  let here: EpochMs | undefined;

  function read(): EpochMs | undefined {
    try {
      const text = storage?.getItem(key) ?? '';
      const time = text === '' ? NaN : Number(text);
      // a time that is still to come was written by a clock that went wrong
      if (Number.isFinite(time) && time >= 0 && time <= now()) return Math.max(time, here ?? 0);
    } catch {
      // storage that can't be read is none
    }
    return here;
  }

  function write(time: EpochMs): void {
    here = time;
    try {
      storage?.setItem(key, String(time));
    } catch {
      // full or blocked: remembered here only
    }
  }

  return {
    lastRun() {
      const known = read();
      if (known !== undefined) return known;
      write(now());
      return here ?? now();
    },
    claim(due) {
      const last = read();
      if (last !== undefined && last >= due) return false;
      write(due);
      return true;
    },
  };
}
