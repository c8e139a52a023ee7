import { METRICS, isMetricId, type MetricId, type MetricUnit } from '@wasm-vitals/protocol';
import { cliError } from '../errors/cli-error.js';
import { nearestIds } from './nearest.js';

type Comparison = '>=' | '<=' | '>' | '<';

/** A limit on one metric over the whole run, in the metric's own unit. */
export interface Threshold {
  readonly metric: MetricId;
  readonly comparison: Comparison;
  readonly limit: number;
  /** As it was typed, for people. */
  readonly text: string;
}

/** What may stand behind the number, by the metric's unit, and what it is worth in that unit. Sizes are binary, as browsers count them. */
const SUFFIXES: Readonly<Record<MetricUnit, Readonly<Record<string, number>>>> = {
  ms: { '': 1, us: 0.001, µs: 0.001, ms: 1, s: 1_000, m: 60_000, min: 60_000 },
  bytes: {
    '': 1,
    b: 1,
    kb: 1_024,
    kib: 1_024,
    mb: 1_048_576,
    mib: 1_048_576,
    gb: 1_073_741_824,
    gib: 1_073_741_824,
  },
  ratio: { '': 1, '%': 0.01 },
  count: { '': 1 },
  'per second': { '': 1, '/s': 1, fps: 1, hz: 1 },
  score: { '': 1 },
};

const OPTION = '--threshold';
const PATTERN = /^\s*([A-Za-z][\w.]*)\s*(>=|<=|>|<|≥|≤)\s*(\d+(?:\.\d+)?|\.\d+)\s*([A-Za-zµ%/]*)\s*$/;

function unknownMetric(value: string, name: string): Error {
  const near = nearestIds(name, Object.keys(METRICS));
  const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
  return cliError('bad-threshold', {
    option: OPTION,
    value,
    why: `there is no metric "${name}".${hint}`,
    expected: `one of\n    ${Object.keys(METRICS).join('\n    ')}`,
  });
}

/**
 * Reads `rendering.fps>=30`, `wasm.memoryUsage<256MB`, `network.cacheHitRate>=80%`.
 * @throws {CliError} `bad-threshold`, naming the metrics or the units that are allowed
 */
export function parseThreshold(value: string): Threshold {
  const [, name = '', sign = '', number = '', suffix = ''] = PATTERN.exec(value) ?? [];
  if (!name) {
    const expected =
      "a metric, one of >= <= > <, and a number, such as 'rendering.fps>=30' or 'wasm.memoryUsage<256MB' (in quotes).";
    throw cliError('bad-threshold', { option: OPTION, value, why: 'it is no comparison.', expected });
  }
  if (!isMetricId(name)) throw unknownMetric(value, name);
  const allowed = SUFFIXES[METRICS[name].unit];
  const unit = suffix.toLowerCase();
  const factor = Object.hasOwn(allowed, unit) ? allowed[unit] : undefined;
  if (factor === undefined) {
    const units = Object.keys(allowed).filter(Boolean);
    throw cliError('bad-threshold', {
      option: OPTION,
      value,
      why: `${name} is not counted in "${suffix}".`,
      expected: units.length > 0 ? `a number alone, or with one of ${units.join(', ')}.` : 'a number alone.',
    });
  }
  const comparison = sign.replace('≥', '>=').replace('≤', '<=') as Comparison;
  return { metric: name, comparison, limit: Number(number) * factor, text: value.trim() };
}

/** A parser of an option that may be given many times. */
export const collectThreshold = (value: string, previous: readonly Threshold[]): readonly Threshold[] => [
  ...previous,
  parseThreshold(value),
];

/** True where `value` keeps the limit. */
export function keepsThreshold({ comparison, limit }: Threshold, value: number): boolean {
  switch (comparison) {
    case '>=':
      return value >= limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '<':
      return value < limit;
  }
}
