import { METRICS, isMetricId, type Report, type ReportBenchmark, type Snapshot } from '@wasm-vitals/protocol';
import { medianOf } from '@wasm-vitals/analysis';
import type { ScoreInput } from '../score/score-table.js';
import { metricSeries } from './series.js';
import { againstFleet, fleetNote } from './fleet.js';
import type { ReportInput } from './report-input.js';

interface Target {
  readonly metric: string;
  readonly name: string;
  readonly reading: number | undefined;
  readonly target: number;
  readonly better: 'lower' | 'higher';
}

const met = (reading: number, target: number, better: 'lower' | 'higher') =>
  better === 'lower' ? reading <= target : reading >= target;

/** Thresholds that everybody knows: web-vitals' "good", and the display's own rate (90 % of it). */
function wellKnown({ rendering, experience }: ScoreInput): readonly Target[] {
  const { INP, LCP, CLS } = experience.webVitals;
  const vitals = 'Core Web Vitals, “good”';
  const refresh = rendering.refreshRate;
  return [
    {
      metric: 'interaction.interactionToNextPaint',
      name: vitals,
      reading: INP,
      target: 200,
      better: 'lower',
    },
    { metric: 'LCP', name: vitals, reading: LCP, target: 2_500, better: 'lower' },
    { metric: 'CLS', name: vitals, reading: CLS, target: 0.1, better: 'lower' },
    ...(refresh === undefined
      ? []
      : [
          {
            metric: 'rendering.fps',
            name: '90 % of the display’s refresh rate',
            reading: rendering.fps?.median,
            target: 0.9 * refresh,
            better: 'higher' as const,
          },
        ]),
  ];
}

function ownBudgets(snapshots: readonly Snapshot[], { budgets = {} }: ReportInput): readonly Target[] {
  return Object.entries(budgets).map(([metric, limit]) => ({
    metric,
    name: 'own budget',
    reading: medianOf(metricSeries(snapshots, metric).values),
    ...('below' in limit
      ? { target: limit.below, better: 'lower' as const }
      : { target: limit.above, better: 'higher' as const }),
  }));
}

/** Median of each metric that both reports have readings of, where the catalogue says which way is better. */
function againstPrevious(snapshots: readonly Snapshot[], { previous }: ReportInput): readonly Target[] {
  if (!previous) return [];
  const release = previous.application?.release;
  const name = release === undefined ? 'the report before' : `release ${release}`;
  return Object.entries(previous.samples.columns).flatMap(([metric, column]) => {
    const direction = isMetricId(metric) ? METRICS[metric].better : 'neither';
    const target = medianOf(column.filter((value) => value !== null));
    if (direction === 'neither' || target === undefined) return [];
    return [
      { metric, name, reading: medianOf(metricSeries(snapshots, metric).values), target, better: direction },
    ];
  });
}

/** What was not given or does not suffice, in one sentence each. */
function benchmarksNote(
  snapshots: readonly Snapshot[],
  { previous, fleet }: ReportInput,
): string | undefined {
  const notes = [
    previous ? undefined : 'No earlier report was given to compare with.',
    fleetNote(snapshots, fleet),
  ].filter((note) => note !== undefined);
  return notes.length > 0 ? notes.join(' ') : undefined;
}

export function benchmarksOf(
  snapshots: readonly Snapshot[],
  score: ScoreInput,
  input: ReportInput,
): Pick<Report, 'benchmarks' | 'benchmarksNote'> {
  const rows = (against: ReportBenchmark['against'], targets: readonly Target[]) =>
    targets.flatMap(({ reading, ...target }) =>
      reading === undefined || !Number.isFinite(target.target)
        ? []
        : [{ ...target, against, reading, met: met(reading, target.target, target.better) }],
    );
  const note = benchmarksNote(snapshots, input);
  return {
    benchmarks: [
      ...rows('budget', [...wellKnown(score), ...ownBudgets(snapshots, input)]),
      ...rows('previous', againstPrevious(snapshots, input)),
      ...againstFleet(snapshots, input.fleet),
    ],
    ...(note === undefined ? {} : { benchmarksNote: note }),
  };
}
