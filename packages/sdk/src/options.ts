import { collectorOption, type CollectorOption } from './options/collectors.js';
import {
  functionOption,
  numberOption,
  recordOption,
  switchOption,
  textOption,
  type Checked,
} from './options/kinds.js';
import { thresholdsOption, type ThresholdOptions } from './options/thresholds.js';
import type { SectionName } from './snapshot/snapshotter.js';

/** Names and releases become labels in reports and on the wire. */
const LABEL_LENGTH = 200;

/** Every option, once: its kind, its default and its limits. The checked type is inferred from it. */
const OPTIONS = {
  application: recordOption({ name: textOption(LABEL_LENGTH), release: textOption(LABEL_LENGTH) }),
  /** Less than a second gives noise, more than ten minutes misses what a session is. */
  reportingInterval: numberOption({ default: 5_000, min: 1_000, max: 600_000, unit: 'ms' }),
  /** The detectors were measured at 1 s; at 5 s their precision falls from 96 to 75 %. */
  tickInterval: numberOption({ default: 1_000, min: 250, max: 10_000, unit: 'ms' }),
  /** 1,000 snapshots are 83 minutes at the default interval, and a few megabytes. */
  historySize: numberOption({ default: 1_000, min: 1, max: 1_000, whole: true, unit: 'snapshots' }),
  /** Share of one core. Below 0.1 % even reading the counters doesn't fit. */
  maxOverhead: numberOption({ default: 0.01, min: 0.001, max: 1, unit: '(share of one core)' }),
  thresholds: thresholdsOption(),
  collectors: recordOption({
    wasm: collectorOption<'wasm'>(),
    memory: collectorOption<'memory'>(),
    rendering: collectorOption<'rendering'>(),
    network: collectorOption<'network'>(),
    interaction: collectorOption<'interaction'>(),
  }),
  /** Times calls from WebAssembly out to JavaScript too: a nanosecond or two a call, and more names in each snapshot. */
  imports: switchOption(false),
  /** What it sees is the host's share of the heap alone, and what it costs is a Map entry for each block of the host. */
  allocatorCalls: switchOption(false),
  /** About 3 KB of the origin's storage, written each interval, tell the next page why this one crashed. */
  blackBox: switchOption(true),
  /** Told every fault of the monitor's own; without it they are only counted, in `overhead.faults`. */
  onError: functionOption<(error: unknown) => void>(),
} as const;

export type CheckedOptions = Checked<typeof OPTIONS>;

/** What `startMonitor` takes. Everything has a default. */
export interface MonitorOptions {
  /** What the host is; it stands in reports. */
  readonly application?: { readonly name?: string; readonly release?: string };
  /** Milliseconds between snapshots, 1,000 to 600,000. Default 5,000. */
  readonly reportingInterval?: number;
  /** Milliseconds between the cheap readings that detection works on, 250 to 10,000. Default 1,000. */
  readonly tickInterval?: number;
  /** How many snapshots are kept, 1 to 1,000. Default 1,000. */
  readonly historySize?: number;
  /** Share of one core that the monitor may use before it sheds measurements, 0.001 to 1. Default 0.01. */
  readonly maxOverhead?: number;
  /** Fixed limits by metric, beside the detector's own; null switches a default limit off. */
  readonly thresholds?: ThresholdOptions;
  /** Switches a collector off, or puts another in its place. */
  readonly collectors?: { readonly [Name in SectionName]?: CollectorOption<Name> };
  /**
   * Whether calls from WebAssembly out to JavaScript are counted and timed too (kind `import`), sampled like exports.
   * Default false.
   */
  readonly imports?: boolean;
  /**
   * Whether live bytes are derived from the host's calls of `malloc` and `free` where a module tells no better
   * (`allocatorSource: 'host-calls'`). Blind for what the module allocates by itself. Default false.
   */
  readonly allocatorCalls?: boolean;
  /**
   * Whether the last seconds are kept in `localStorage`, so that the next page can tell of a crash. Default true. A page
   * that may store nothing without consent switches it off.
   */
  readonly blackBox?: boolean;
  /** Told every fault of the monitor's own. */
  readonly onError?: (error: unknown) => void;
}

/** @throws {OptionsError} for an option that there is not, or a value that is not allowed */
export function checkOptions(options: unknown): CheckedOptions {
  return recordOption(OPTIONS).check(options ?? {}, '');
}
