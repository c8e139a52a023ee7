import { METRICS, isMetricId, type MetricUnit } from '@wasm-vitals/protocol';

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Three significant digits where the number is small, none behind the point where it is large: 0.123, 12.3, 1,234. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return 'unknown';
  const size = Math.abs(value);
  if (size >= 1e15) return value.toExponential(2);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  const [whole = '0', part] = Number(value.toFixed(digits)).toString().split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part ? `${grouped}.${part}` : grouped;
}

export function formatBytes(bytes: number): string {
  const power = Math.min(
    BYTE_UNITS.length - 1,
    Math.max(0, Math.floor(Math.log2(Math.max(1, Math.abs(bytes))) / 10)),
  );
  return `${formatNumber(bytes / 1024 ** power)} ${BYTE_UNITS[power] ?? 'B'}`;
}

/** `850 µs`, `12.3 ms`, `4.2 s`, `4 min 10 s`, `3 h 5 min`, `2 d 4 h`. */
export function formatDuration(ms: number): string {
  const size = Math.abs(ms);
  if (size > 0 && size < 0.1) return `${formatNumber(ms * 1_000)} µs`;
  if (size < SECOND) return `${formatNumber(ms)} ms`;
  if (size < MINUTE) return `${formatNumber(Math.round(ms / 100) / 10)} s`;
  if (size < HOUR) return pair(ms, [MINUTE, 'min'], [SECOND, 's']);
  if (size < DAY) return pair(ms, [HOUR, 'h'], [MINUTE, 'min']);
  return pair(ms, [DAY, 'd'], [HOUR, 'h']);
}

/** A percentile of durations: below the step of the clock that read it, it is only known to be at most that. */
export function formatPercentile(ms: number, resolution = 0): string {
  return ms < resolution ? `≤ ${formatDuration(resolution)}` : formatDuration(ms);
}

type Step = readonly [length: number, name: string];

function pair(ms: number, [large, largeName]: Step, [small, smallName]: Step): string {
  const whole = Math.round(ms / small);
  const perLarge = large / small;
  const rest = whole % perLarge;
  const head = `${formatNumber(Math.trunc(whole / perLarge))} ${largeName}`;
  return rest === 0 ? head : `${head} ${Math.abs(rest)} ${smallName}`;
}

export function formatPercent(ratio: number): string {
  const percent = ratio * 100;
  const digits = Math.abs(percent) < 1 ? 2 : Math.abs(percent) < 10 || Math.abs(percent) > 99 ? 1 : 0;
  return `${Number(percent.toFixed(percent === 100 ? 0 : digits))} %`;
}

/** Cores that were busy on average: `2.5 cores`; less than one reads as a share of one. */
export function formatCores(cores: number): string {
  return cores < 1 ? `${formatPercent(cores)} of a core` : `${formatNumber(cores)} cores`;
}

/** A reading with its unit, for people. */
export function formatQuantity(value: number, unit: MetricUnit): string {
  switch (unit) {
    case 'ms':
      return formatDuration(value);
    case 'bytes':
      return formatBytes(value);
    case 'ratio':
      return formatPercent(value);
    case 'per second':
      return `${formatNumber(value)}/s`;
    case 'count':
    case 'score':
      return formatNumber(value);
  }
}

/** Web vitals that stand in benchmarks under their own names, and not in the catalogue. */
const VITALS: ReadonlyMap<string, { readonly unit: MetricUnit; readonly label: string }> = new Map([
  ['LCP', { unit: 'ms', label: 'Largest Contentful Paint' }],
  ['CLS', { unit: 'score', label: 'Cumulative layout shift' }],
]);

/** Unit of a metric of the catalogue; `count` for one that is not in it. */
export function unitOf(metric: string): MetricUnit {
  return isMetricId(metric) ? METRICS[metric].unit : (VITALS.get(metric)?.unit ?? 'count');
}

/** Name of a metric for people; its id for one that is not in the catalogue. */
export function labelOf(metric: string): string {
  return isMetricId(metric) ? METRICS[metric].label : (VITALS.get(metric)?.label ?? metric);
}

export function formatReading(value: number, metric: string): string {
  return formatQuantity(value, unitOf(metric));
}

/** Names from the page as they stand in prose: in backquotes, one line, at most 80 characters. */
export function quoteName(name: string): string {
  // eslint-disable-next-line no-control-regex -- control characters in a name would break lines of text and terminals
  const oneLine = name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029`]+/g, ' ').trim();
  return `\`${oneLine.length > 80 ? `${oneLine.slice(0, 79)}…` : oneLine || '(no name)'}\``;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}
