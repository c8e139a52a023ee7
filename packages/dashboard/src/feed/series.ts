import type { Snapshot, Tick } from '@wasm-vitals/protocol';
import { METRICS, isMetricId, type MetricDirection } from '@wasm-vitals/protocol';
import { readMetric } from '@wasm-vitals/analysis';
import type { DisplayUnit } from '../format/format.js';

/** One line of a chart: how to read it, and how to show it. */
export interface Series {
  /** Id in the metric catalogue, or of a custom metric. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly unit: DisplayUnit;
  /** The unit of the catalogue's reading, as alerts carry it; another than `unit` where a chart shows a rate. */
  readonly readingUnit: DisplayUnit;
  readonly better: MetricDirection;
  readonly fromSnapshot: (snapshot: Snapshot) => number | undefined;
  /** Absent where ticks don't carry it. */
  readonly fromTick?: (tick: Tick) => number | undefined;
  /** A reading comes only now and then (an interaction, a request): the line joins readings that are apart. */
  readonly sparse?: boolean;
  /** The catalogue's reading is a total of the interval, and the chart shows it per second. */
  readonly perSecond?: boolean;
}

type Special = Partial<Omit<Series, 'id' | 'fromSnapshot' | 'readingUnit'>>;

const perSecond = (value: number | undefined, interval: number): number | undefined =>
  value === undefined || interval <= 0 ? undefined : (value * 1_000) / interval;

const share = (part: number | undefined, whole: number | undefined): number | undefined =>
  part === undefined || whole === undefined || whole === 0 ? undefined : part / whole;

/** What differs from the catalogue: readings that ticks have too, rates, and sparse metrics. */
const SPECIAL: Readonly<Record<string, Special>> = {
  'wasm.executionStats.totalTime': {
    unit: 'ms per second',
    perSecond: true,
    fromTick: (tick) => perSecond(tick.wasmTime, tick.interval),
  },
  'wasm.executionStats.avgExecutionTime': { fromTick: (tick) => share(tick.wasmTime, tick.wasmCalls) },
  'wasm.executionStats.calls': {
    unit: 'per second',
    perSecond: true,
    fromTick: (tick) => perSecond(tick.wasmCalls, tick.interval),
  },
  'wasm.memoryUsage': { fromTick: (tick) => tick.wasmReserved },
  'wasm.heapSize': { fromTick: (tick) => tick.wasmLive },
  'wasm.allocatorStats.fragmentationRatio': { fromTick: (tick) => tick.fragmentation },
  'memory.jsHeapUsed': { fromTick: (tick) => tick.jsHeapUsed },
  'memory.headroom': { fromTick: (tick) => tick.headroom },
  'rendering.fps': { unit: 'frames per second', fromTick: (tick) => tick.fps },
  'rendering.frameTime.max': { fromTick: (tick) => tick.frameTimeMax },
  'rendering.refreshRate': { unit: 'frames per second', fromTick: (tick) => tick.refreshRate },
  'network.requests': {
    unit: 'per second',
    perSecond: true,
    fromTick: (tick) => perSecond(tick.requests, tick.interval),
  },
  'network.cacheHitRate': { sparse: true },
  'network.latency.p95': { sparse: true },
  'interaction.inputDelay': { sparse: true },
  'interaction.latency.p95': { sparse: true },
  'memory.timeToLimit': { sparse: true },
};

const made = new Map<string, Series>();

function makeSeries(id: string): Series {
  const known = isMetricId(id) ? METRICS[id] : undefined;
  const special = Object.hasOwn(SPECIAL, id) ? SPECIAL[id] : undefined;
  const read = (snapshot: Snapshot): number | undefined => readMetric(snapshot, id);
  return {
    id,
    label: known?.label ?? id,
    description: known?.description ?? '',
    unit: known?.unit ?? 'count',
    readingUnit: (special?.perSecond ? undefined : special?.unit) ?? known?.unit ?? 'count',
    better: known?.better ?? 'neither',
    fromSnapshot: special?.perSecond ? (snapshot) => perSecond(read(snapshot), snapshot.interval) : read,
    ...special,
  };
}

/** The series of a metric: one object per id, so that it can key a cache. */
export function seriesOf(id: string): Series {
  const known = made.get(id);
  if (known) return known;
  const series = makeSeries(id);
  made.set(id, series);
  return series;
}

const groups = new Map<string, readonly Series[]>();

/** The series of some metrics that share a chart: the same array for the same ids, so that no chart is made anew. */
export function seriesGroup(ids: readonly string[]): readonly Series[] {
  const key = JSON.stringify(ids);
  let group = groups.get(key);
  if (!group) groups.set(key, (group = ids.map(seriesOf)));
  return group;
}
