import { mergeHistograms } from '@wasm-vitals/analysis';
import type { HistogramData, Snapshot } from '@wasm-vitals/protocol';
import { lowerBound, type Span } from './timeline.js';

/** A distribution that a heat map can show. */
export interface HeatSource {
  readonly id: string;
  readonly label: string;
  readonly read: (snapshot: Snapshot) => HistogramData | undefined;
}

/** Distributions over time. To add one is to add a row. */
export const HEAT_SOURCES: readonly HeatSource[] = [
  {
    id: 'wasm',
    label: 'WASM call time',
    read: ({ wasm }) => {
      if (!('functions' in wasm)) return undefined;
      const parts = wasm.functions.flatMap((one) => (one.histogram ? [one.histogram] : []));
      return parts.length === 0 ? undefined : mergeHistograms(parts);
    },
  },
  {
    id: 'frames',
    label: 'Frame time',
    read: ({ rendering }) => ('frameTime' in rendering ? rendering.frameTime : undefined),
  },
  {
    id: 'requests',
    label: 'Request latency',
    read: ({ network }) => ('latency' in network ? network.latency : undefined),
  },
  {
    id: 'interaction',
    label: 'Interaction latency',
    read: ({ interaction }) => ('latency' in interaction ? interaction.latency : undefined),
  },
];

/** One column of a heat map: how many values fell into each bucket in a span of time. */
export interface HeatColumn extends Span {
  readonly histogram: HistogramData;
  /** Bucket → count at `HEAT_SCALE`. */
  readonly counts: ReadonlyMap<number, number>;
}

/** Scale 2 makes buckets 19 % wide: a cell is then a few pixels high. */
export const HEAT_SCALE = 2;

function coarse(histogram: HistogramData): Map<number, number> {
  const counts = new Map<number, number>();
  const factor = 2 ** (HEAT_SCALE - histogram.scale);
  histogram.indexes.forEach((index, i) => {
    const bucket = Math.floor(index * factor);
    counts.set(bucket, (counts.get(bucket) ?? 0) + (histogram.counts[i] ?? 0));
  });
  return counts;
}

/** Reads a source into columns, each at least `width` ms wide; what was read of a snapshot is kept with it. */
export function createHeatReader(
  source: HeatSource,
): (snapshots: readonly Snapshot[], window: Span, width: number) => HeatColumn[] {
  const kept = new WeakMap<Snapshot, HistogramData | null>();

  const read = (snapshot: Snapshot): HistogramData | null => {
    let known = kept.get(snapshot);
    if (known === undefined) kept.set(snapshot, (known = source.read(snapshot) ?? null));
    return known;
  };

  return (snapshots, window, width) => {
    const columns: HeatColumn[] = [];
    let parts: HistogramData[] = [];
    let span: Span | undefined;
    const close = (): void => {
      if (span && parts.length > 0) {
        const histogram = parts.length === 1 && parts[0] ? parts[0] : mergeHistograms(parts);
        columns.push({ ...span, histogram, counts: coarse(histogram) });
      }
      parts = [];
      span = undefined;
    };
    for (let i = lowerBound(snapshots, window.from); i < snapshots.length; i++) {
      const snapshot = snapshots[i];
      if (!snapshot || snapshot.timestamp > window.to) break;
      const from = snapshot.timestamp - snapshot.interval;
      // Columns stand at fixed times, so that they don't shimmer while the window moves on.
      const slot = Math.floor(snapshot.timestamp / width);
      if (span && (slot !== Math.floor(span.to / width) || from - span.to > snapshot.interval / 2)) close();
      const histogram = read(snapshot);
      if (!histogram) continue;
      span = { from: span?.from ?? from, to: snapshot.timestamp };
      parts.push(histogram);
    }
    close();
    return columns;
  };
}
