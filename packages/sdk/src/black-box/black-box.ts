import type { DurationMs, EpochMs, Snapshot, Tick } from '@wasm-vitals/protocol';
import type { Guard } from '../browser/guard.js';
import { readRecord, writeRecord, type PreviousCrash } from './last-seconds.js';

export interface BlackBoxDeps {
  /** Where records survive the page; absent where there is no such place. */
  readonly storage: Storage | undefined;
  /** Writes into the browser's own crash report, where it has one. */
  readonly crashReport: ((key: string, value: string) => void) | undefined;
  readonly guard: Guard;
  readonly epoch: () => EpochMs;
  readonly visible: () => boolean;
  readonly setTimer: (callback: () => void, delay: DurationMs) => () => void;
  readonly reportingInterval: DurationMs;
  readonly release: string | undefined;
  readonly ticks: () => readonly Tick[];
  readonly snapshots: () => readonly Snapshot[];
  readonly onFound: (crash: PreviousCrash) => void;
}

/** Keeps the last seconds where they survive a crash, and finds what an earlier page left behind. */
export interface BlackBox {
  /** Writes where this tick brought a trap or growth: either may be the last that is seen. */
  onTick(tick: Tick): void;
  onSnapshot(): void;
  /** The page says goodbye, or is hidden, where the browser may discard it at any time: its end will be no crash. */
  forget(): void;
  stop(): void;
}

const PREFIX = 'wasm-vitals:black-box:';
/** A page that lives writes each interval; a blocked one is late. Two whole intervals late, and 15 s, is lost. */
const INTERVALS_UNTIL_OVERDUE = 3;
const LEAST_UNTIL_OVERDUE_MS = 15_000;

/** Two pages of the origin may live at once, each with a record of its own. */
function createKey(): string {
  const [a = 0, b = 0] = crypto.getRandomValues(new Uint32Array(2));
  return `${PREFIX}${a.toString(36)}${b.toString(36)}`;
}

export function startBlackBox(deps: BlackBoxDeps): BlackBox {
  const { storage, crashReport, guard, epoch, visible, setTimer, release, ticks, snapshots, onFound } = deps;
  const key = createKey();
  const patience = Math.max(LEAST_UNTIL_OVERDUE_MS, INTERVALS_UNTIL_OVERDUE * deps.reportingInterval);
  let written = false;
  let reserved = 0;
  let cancel = (): void => undefined;

  function write(): void {
    if (!visible()) return;
    const text = writeRecord({
      ticks: ticks(),
      snapshots: snapshots(),
      release,
      overdueAt: epoch() + patience,
    });
    written = true;
    if (text !== '') storage?.setItem(key, text);
    crashReport?.('wasm-vitals', text.slice(0, 2_000));
  }

  function forget(): void {
    written = false;
    storage?.removeItem(key);
  }

  /** Takes the records that are overdue; gives the time until the next one may be, or undefined where there is none. */
  function lookForLost(from: Storage): DurationMs | undefined {
    const now = epoch();
    const others = Object.keys(from).filter((each) => each.startsWith(PREFIX) && each !== key);
    const waits: DurationMs[] = [];
    const lost: PreviousCrash[] = [];
    for (const each of others) {
      const record = readRecord(from.getItem(each) ?? '');
      const wait = record ? record.overdueAt - now : 0;
      // a record from the future is one of a clock that was set back since
      if (record && wait > 0 && wait <= patience) waits.push(wait);
      else from.removeItem(each);
      if (record && wait <= 0) lost.push(withoutVersion(record));
    }
    for (const crash of lost.sort((a, b) => a.lastSeen - b.lastSeen)) onFound(crash);
    return waits.length > 0 ? Math.max(...waits) : undefined;
  }

  const safely = (work: () => void): void => guard.run('black box', work);

  if (storage) {
    safely(() => {
      const wait = lookForLost(storage);
      // those are of pages that live, or of one that crashed a moment ago: by then it is known which
      if (wait !== undefined) cancel = setTimer(() => safely(() => void lookForLost(storage)), wait + 1);
    });
  }

  return {
    onTick(tick) {
      const grew = (tick.wasmReserved ?? 0) > reserved;
      reserved = tick.wasmReserved ?? reserved;
      if (!written || grew || (tick.traps ?? 0) > 0) safely(write);
    },
    onSnapshot: () => safely(write),
    forget: () => safely(forget),
    stop() {
      cancel();
      safely(forget);
    },
  };
}

function withoutVersion({
  version,
  overdueAt,
  ...crash
}: NonNullable<ReturnType<typeof readRecord>>): PreviousCrash {
  void version;
  void overdueAt;
  return crash;
}
