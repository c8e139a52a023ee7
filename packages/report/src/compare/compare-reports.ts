import { medianOf } from '@wasm-vitals/analysis';
import { METRICS, isMetricId, type FunctionSummary, type Report } from '@wasm-vitals/protocol';
import {
  formatDuration,
  formatNumber,
  formatPercent,
  formatReading,
  labelOf,
  quoteName,
} from '../prose/quantity.js';

export type Change = 'better' | 'worse' | 'same' | 'changed';

export interface MetricComparison {
  readonly metric: string;
  readonly before: number;
  readonly after: number;
  /** after / before; absent where `before` is 0. */
  readonly ratio?: number;
  /** `changed`: the catalogue does not say which way is better. */
  readonly change: Change;
}

export interface FunctionComparison {
  readonly name: string;
  readonly module?: string;
  /** p95 of a call, ms; absent where the function was not called. */
  readonly before?: number;
  readonly after?: number;
  readonly change: Change | 'new' | 'gone';
}

export interface ReportComparison {
  readonly score: { readonly before?: number; readonly after?: number };
  /** Kinds of findings that only the later, only the earlier, or both reports have. */
  readonly newFindings: readonly string[];
  readonly goneFindings: readonly string[];
  readonly keptFindings: readonly string[];
  readonly metrics: readonly MetricComparison[];
  readonly functions: readonly FunctionComparison[];
  /** One sentence a change that matters, gravest first. */
  readonly sentences: readonly string[];
}

/** Medians of two sessions of one page differ by less than this without any cause; see docs/reports.md. */
const SAME_SHARE = 0.1;
const MOST_FUNCTIONS = 50;

function judge(metric: string, before: number, after: number): Change {
  const size = Math.max(Math.abs(before), Math.abs(after));
  if (Math.abs(after - before) <= SAME_SHARE * size) return 'same';
  const better = isMetricId(metric) ? METRICS[metric].better : 'neither';
  if (better === 'neither') return 'changed';
  return after < before === (better === 'lower') ? 'better' : 'worse';
}

function medians({ samples }: Report): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(samples.columns).flatMap(([metric, column]) => {
      const median = medianOf(column.filter((value) => value !== null));
      return median === undefined ? [] : [[metric, median] as const];
    }),
  );
}

function compareMetrics(a: Report, b: Report): readonly MetricComparison[] {
  const earlier = medians(a);
  return [...medians(b)].flatMap(([metric, after]) => {
    const before = earlier.get(metric);
    if (before === undefined) return [];
    const ratio = before === 0 ? {} : { ratio: after / before };
    return [{ metric, before, after, ...ratio, change: judge(metric, before, after) }];
  });
}

const moduleNameOf = ({ wasm }: Report, id: string | undefined) =>
  wasm.modules.find((module) => module.id === id)?.name ?? id;

/** Functions are the same by name, kind and name of their module: module ids differ between sessions. */
function byName(report: Report): ReadonlyMap<string, FunctionSummary> {
  return new Map(
    report.wasm.functions
      .slice(0, MOST_FUNCTIONS)
      .map((summary) => [
        JSON.stringify([summary.kind, moduleNameOf(report, summary.module), summary.name, summary.worker]),
        summary,
      ]),
  );
}

function compareFunctions(a: Report, b: Report): readonly FunctionComparison[] {
  const earlier = byName(a);
  const later = byName(b);
  return [...new Set([...later.keys(), ...earlier.keys()])].flatMap((key) => {
    const before = earlier.get(key);
    const after = later.get(key);
    const summary = after ?? before;
    if (!summary) return [];
    const module = moduleNameOf(after ? b : a, summary.module);
    const old = before?.latency?.p95;
    const now = after?.latency?.p95;
    const change = !before
      ? 'new'
      : !after
        ? 'gone'
        : old !== undefined && now !== undefined
          ? judge('wasm.executionStats.p95', old, now)
          : 'same';
    return [
      {
        name: summary.name,
        ...(module === undefined ? {} : { module }),
        ...(old === undefined ? {} : { before: old }),
        ...(now === undefined ? {} : { after: now }),
        change,
      },
    ];
  });
}

function metricSentence({ metric, before, after, ratio, change }: MetricComparison): string {
  const by =
    ratio === undefined || ratio <= 0
      ? ''
      : `, ${formatPercent(Math.abs(ratio - 1))} ${ratio > 1 ? 'more' : 'less'}`;
  return `${labelOf(metric)} got ${change}: ${formatReading(before, metric)} to ${formatReading(after, metric)}${by}.`;
}

function functionSentence({ name, before, after }: FunctionComparison): string {
  return `Export ${quoteName(name)} became ${formatNumber((after ?? 0) / Math.max(1e-9, before ?? 0))} times slower at p95: ${formatDuration(before ?? 0)} to ${formatDuration(after ?? 0)}.`;
}

const kindsOf = ({ findings }: Report) => new Set<string>(findings.map(({ kind }) => kind));

/** Compares an earlier report with a later one: of two releases, or of two times. */
export function compareReports(a: Report, b: Report): ReportComparison {
  const metrics = compareMetrics(a, b);
  const functions = compareFunctions(a, b);
  const before = kindsOf(a);
  const after = kindsOf(b);
  const size = ({ ratio = 1 }: MetricComparison) => (ratio > 0 ? Math.abs(Math.log(ratio)) : Infinity);
  const moved = (change: Change) =>
    metrics.filter((metric) => metric.change === change).sort((x, y) => size(y) - size(x));
  const isSlower = ({ change, before: old }: FunctionComparison) => change === 'worse' && (old ?? 0) > 0;
  return {
    score: {
      ...(a.score.value === undefined ? {} : { before: a.score.value }),
      ...(b.score.value === undefined ? {} : { after: b.score.value }),
    },
    newFindings: [...after].filter((kind) => !before.has(kind)),
    goneFindings: [...before].filter((kind) => !after.has(kind)),
    keptFindings: [...after].filter((kind) => before.has(kind)),
    metrics,
    functions,
    sentences: [
      ...b.findings.filter(({ kind }) => !before.has(kind)).map(({ sentence }) => `New: ${sentence}`),
      ...functions.filter(isSlower).map(functionSentence),
      ...moved('worse').map(metricSentence),
      ...moved('better').map(metricSentence),
    ],
  };
}
