import { readFileSync } from 'node:fs';
import process from 'node:process';

/** What the machine did in a second, seen from outside of the browsers. */
export interface MachineSecond {
  /** Epoch milliseconds at its end. */
  readonly at: number;
  /** How late a timer of this process came, at most: a machine that stands still makes everything late. Milliseconds. */
  readonly lateMs: number;
  /** Share of the processors' time that was used, and that another machine took (steal). */
  readonly busy: number;
  readonly steal: number;
  /** Share of the time in which some task waited for a processor (PSI), 10 s average; absent where the kernel has none. */
  readonly waiting?: number;
}

/** Rule, fixed before the first batch: a second is one of a machine that stood still from this lateness or steal on. */
const LATE_MS = 250;
const STEAL = 0.2;

export const stoodStill = ({ lateMs, steal }: MachineSecond): boolean => lateMs >= LATE_MS || steal >= STEAL;

interface Times {
  readonly idle: number;
  readonly steal: number;
  readonly all: number;
}

function readTimes(): Times {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const fields = line.split(/\s+/).slice(1, 9).map(Number);
  const [, , , idle = 0, iowait = 0, , , steal = 0] = fields;
  return { idle: idle + iowait, steal, all: fields.reduce((sum, value) => sum + value, 0) };
}

function readWaiting(): number | undefined {
  try {
    const match = /some avg10=([\d.]+)/.exec(readFileSync('/proc/pressure/cpu', 'utf8'));
    return match ? Number(match[1]) / 100 : undefined;
  } catch {
    return undefined;
  }
}

const TIMER_MS = 50;

export interface MachineWatch {
  /** Seconds between two times, epoch ms. */
  between(start: number, end: number): readonly MachineSecond[];
  stop(): void;
}

/** Watches the machine while a batch runs (Linux; elsewhere only the lateness of timers is known). */
export function watchMachine(): MachineWatch {
  const isLinux = process.platform === 'linux';
  const seconds: MachineSecond[] = [];
  let late = 0;
  let due = Date.now() + TIMER_MS;
  let times = isLinux ? readTimes() : { idle: 0, steal: 0, all: 0 };

  const fast = setInterval(() => {
    late = Math.max(late, Date.now() - due);
    due = Date.now() + TIMER_MS;
  }, TIMER_MS);
  const slow = setInterval(() => {
    const now = isLinux ? readTimes() : times;
    const all = Math.max(1, now.all - times.all);
    const waiting = isLinux ? readWaiting() : undefined;
    seconds.push({
      at: Date.now(),
      lateMs: late,
      busy: 1 - (now.idle - times.idle) / all,
      steal: (now.steal - times.steal) / all,
      ...(waiting === undefined ? {} : { waiting }),
    });
    times = now;
    late = 0;
  }, 1_000);

  return {
    between: (start, end) => seconds.filter(({ at }) => at >= start && at <= end),
    stop() {
      clearInterval(fast);
      clearInterval(slow);
    },
  };
}
