import type {
  CollectorError,
  InteractionSection,
  MemorySection,
  NetworkSection,
  OverheadSection,
  RenderingSection,
  Section,
  Snapshot,
  Tick,
  WasmSection,
} from '@wasm-vitals/protocol';
import type { Clock } from '../browser/clock.js';
import { messageOf, type Guard } from '../browser/guard.js';
import type { Collector } from '../collect/collector.js';
import type { ContextTracker } from './context.js';

/** The sections that a collector fills, by name, in the order in which they are collected: memory asks wasm for sizes. */
export interface Sections {
  readonly wasm: WasmSection;
  readonly memory: MemorySection;
  readonly rendering: RenderingSection;
  readonly network: NetworkSection;
  readonly interaction: InteractionSection;
}

export type SectionName = keyof Sections;

export type Collectors = {
  readonly [Name in SectionName]: Collector<Sections[Name], Partial<Tick>> | undefined;
};

export interface SnapshotterDeps {
  readonly collectors: Collectors;
  readonly context: ContextTracker;
  readonly clock: Clock;
  readonly guard: Guard;
  /** Total visible time since the start. */
  readonly visibleTime: () => number;
  readonly overhead: (interval: number) => OverheadSection;
}

export interface Snapshotter {
  takeTick(): Tick;
  takeSnapshot(): Snapshot;
}

/** Nobody hides a page for less than a thousandth of an interval. */
const WHOLLY_VISIBLE = 0.999;

/** Measures the time between two calls and the share of it that was visible. */
function createStopwatch({ clock, visibleTime }: Pick<SnapshotterDeps, 'clock' | 'visibleTime'>) {
  let at = clock.now();
  let visible = visibleTime();
  return () => {
    const [lastAt, lastVisible] = [at, visible];
    at = clock.now();
    visible = visibleTime();
    const interval = at - lastAt;
    // The two clocks are read microseconds apart: a page that was visible all the time must read 1 and not 0.999995.
    const share = interval > 0 ? (visible - lastVisible) / interval : 1;
    return { interval, visibility: share > WHOLLY_VISIBLE ? 1 : share };
  };
}

/** Puts ticks and snapshots together. A collector that throws leaves its error in its place; the others go on. */
export function createSnapshotter(deps: SnapshotterDeps): Snapshotter {
  const { collectors, context, clock, guard, overhead } = deps;
  const present = Object.values(collectors).filter((collector) => collector !== undefined);
  const forTick = createStopwatch(deps);
  const forSnapshot = createStopwatch(deps);
  let sequence = 0;

  const failed = (error: unknown): CollectorError => ({ error: messageOf(error) });

  function section<Name extends SectionName>(name: Name, interval: number): Section<Sections[Name]> {
    const collector = collectors[name];
    if (!collector) return { error: `switched off by the option 'collectors.${name}'` };
    return guard.attempt<Section<Sections[Name]>>('collectors', () => collector.collect(interval), failed);
  }

  function unsupported(): readonly string[] {
    const ids = present.flatMap((collector) =>
      guard.attempt<readonly string[]>(
        'collectors',
        () => collector.unsupported(),
        () => [],
      ),
    );
    return [...new Set(ids)].sort();
  }

  return {
    takeTick() {
      const { interval, visibility } = forTick();
      const signals = present.map((collector) =>
        guard.attempt<Partial<Tick>>(
          'collectors',
          () => collector.tick(interval),
          () => ({}),
        ),
      );
      return Object.assign(
        { timestamp: clock.epoch(), interval, visibility, ...context.takeForTick() },
        ...signals,
      ) as Tick;
    },
    takeSnapshot() {
      const { interval, visibility } = forSnapshot();
      const wasm = section('wasm', interval);
      const memory = section('memory', interval);
      return {
        timestamp: clock.epoch(),
        sequence: sequence++,
        interval,
        visibility,
        context: context.takeForSnapshot(),
        wasm,
        memory,
        rendering: section('rendering', interval),
        network: section('network', interval),
        interaction: section('interaction', interval),
        overhead: overhead(interval),
        unsupported: unsupported(),
      };
    },
  };
}
