import { medianOf, quantile, shareBelow } from '@wasm-vitals/analysis';
import {
  METRICS,
  isMetricId,
  type HistogramData,
  type ReportBenchmark,
  type Snapshot,
} from '@wasm-vitals/protocol';
import { plural } from '../prose/quantity.js';
import type { Fleet } from './report-input.js';
import { metricSeries } from './series.js';

/** A percentile of fewer sessions is a handful of people. */
const FEWEST_SESSIONS = 20;
/** Three sessions in four do at least as well: where web-vitals, too, puts its line. */
const TARGET_SHARE = 0.75;

interface Compared {
  readonly metric: string;
  readonly reading: number;
  readonly fleet: HistogramData;
  readonly better: 'lower' | 'higher';
}

/** Metrics that both have a reading of, and that have a better side. */
function comparable(snapshots: readonly Snapshot[], { metrics }: Fleet): readonly Compared[] {
  return Object.entries(metrics).flatMap(([metric, fleet]) => {
    const better = isMetricId(metric) ? METRICS[metric].better : 'neither';
    const reading = medianOf(metricSeries(snapshots, metric).values);
    return better === 'neither' || reading === undefined || fleet.count < 1
      ? []
      : [{ metric, reading, fleet, better }];
  });
}

function benchmarkOf(
  { metric, reading, fleet, better }: Compared,
  name: string | undefined,
): ReportBenchmark[] {
  const target = quantile(fleet, better === 'lower' ? TARGET_SHARE : 1 - TARGET_SHARE);
  const below = shareBelow(fleet, reading);
  if (fleet.count < FEWEST_SESSIONS || target === undefined || below === undefined) return [];
  const of = `p75 of ${plural(fleet.count, 'session')}${name === undefined ? '' : ` (${name})`}`;
  return [
    {
      ...{ metric, against: 'fleet', name: of, reading, target, better },
      met: better === 'lower' ? reading <= target : reading >= target,
      betterThan: better === 'lower' ? 1 - below : below,
    },
  ];
}

/** The session's medians against the fleet's 75th percentile, counted from the good side. */
export function againstFleet(
  snapshots: readonly Snapshot[],
  fleet: Fleet | undefined,
): readonly ReportBenchmark[] {
  return fleet ? comparable(snapshots, fleet).flatMap((compared) => benchmarkOf(compared, fleet.name)) : [];
}

/** Why there is no comparison with a fleet, or a smaller one; absent where there is nothing to say. */
export function fleetNote(snapshots: readonly Snapshot[], fleet: Fleet | undefined): string | undefined {
  if (!fleet) return 'No server is known, so nothing is compared with other people’s sessions.';
  const all = comparable(snapshots, fleet);
  if (all.length === 0) return 'The fleet has no reading of what was measured here.';
  const most = Math.max(...all.map((compared) => compared.fleet.count));
  if (most >= FEWEST_SESSIONS) return undefined;
  return `The fleet has only ${plural(most, 'session')} so far; ${String(FEWEST_SESSIONS)} are needed to compare with it.`;
}
