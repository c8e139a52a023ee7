import { readMetric } from '@wasm-vitals/analysis';
import { METRICS, type ReportSamples, type Snapshot } from '@wasm-vitals/protocol';

/** The readings of one metric, absent ones left out. */
export interface Series {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

export type ReadSnapshot = (snapshot: Snapshot) => number | undefined;

export function seriesOf(snapshots: readonly Snapshot[], read: ReadSnapshot): Series {
  const times: number[] = [];
  const values: number[] = [];
  for (const snapshot of snapshots) {
    const value = read(snapshot);
    if (value === undefined || !Number.isFinite(value)) continue;
    times.push(snapshot.timestamp);
    values.push(value);
  }
  return { times, values };
}

export function metricSeries(snapshots: readonly Snapshot[], metric: string): Series {
  return seriesOf(snapshots, (snapshot) => readMetric(snapshot, metric));
}

/** Means of equal stretches of time, so that a long series has at most `most` points. Empty stretches are left out. */
export function thinSeries(series: Series, most: number): Series {
  const { times, values } = series;
  const first = times[0];
  const last = times.at(-1);
  if (times.length <= most || first === undefined || last === undefined || last <= first) return series;
  const bins = new Map<number, { sum: number; time: number; count: number }>();
  times.forEach((time, i) => {
    const index = Math.min(most - 1, Math.floor(((time - first) / (last - first)) * most));
    const bin = bins.get(index) ?? { sum: 0, time: 0, count: 0 };
    bins.set(index, {
      sum: bin.sum + (values[i] ?? 0),
      time: bin.time + (time - first),
      count: bin.count + 1,
    });
  });
  const filled = [...bins.values()];
  return {
    times: filled.map(({ time, count }) => first + time / count),
    values: filled.map(({ sum, count }) => sum / count),
  };
}

/** Rows in a report: a day at 5 s would be 17,280; a page's ring holds 1,000. */
const MOST_ROWS = 2_000;

function meanOfPresent(values: readonly (number | undefined)[]): number | null {
  const present = values.filter((value) => value !== undefined);
  return present.length === 0 ? null : present.reduce((sum, value) => sum + value / present.length, 0);
}

function groupByTime(snapshots: readonly Snapshot[], width: number): readonly (readonly Snapshot[])[] {
  const from = snapshots[0]?.timestamp ?? 0;
  const groups = new Map<number, Snapshot[]>();
  for (const snapshot of snapshots) {
    const index = Math.floor((snapshot.timestamp - from) / width);
    const group = groups.get(index);
    if (group) group.push(snapshot);
    else groups.set(index, [snapshot]);
  }
  return [...groups.values()];
}

/** All metrics of the catalogue that have a reading, as columns. */
export function sampleTable(snapshots: readonly Snapshot[]): ReportSamples {
  const span = (snapshots.at(-1)?.timestamp ?? 0) - (snapshots[0]?.timestamp ?? 0);
  const width = snapshots.length > MOST_ROWS && span > 0 ? span / (MOST_ROWS - 1) : undefined;
  const rows = width === undefined ? snapshots.map((snapshot) => [snapshot]) : groupByTime(snapshots, width);
  const columns: Record<string, (number | null)[]> = {};
  for (const id of Object.keys(METRICS)) {
    const column = rows.map((row) => meanOfPresent(row.map((snapshot) => readMetric(snapshot, id))));
    if (column.some((value) => value !== null)) columns[id] = column;
  }
  return {
    timestamps: rows.map((row) => row.at(-1)?.timestamp ?? 0),
    columns,
    ...(width === undefined ? {} : { meanOver: width }),
  };
}
