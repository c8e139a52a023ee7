import { METRICS, isMetricId } from '@wasm-vitals/protocol';
import { formatReading } from './describe.js';
import type { Finding } from './rule.js';

const times = (ratio: number): string => (ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1));

function changeOf(ratio: number): string {
  return ratio >= 1.5
    ? `${times(ratio)} times`
    : `${Math.abs((ratio - 1) * 100).toFixed(0)} % ${ratio < 1 ? 'below' : 'above'}`;
}

function interval(finding: Finding): string {
  if (finding.low === undefined || finding.high === undefined) return '';
  return ` (95 % CI ${finding.low.toFixed(2)} to ${finding.high.toFixed(2)} times)`;
}

/** One sentence in plain words: what, how much, against what. */
export function sentenceOf(finding: Finding): string {
  const metric = isMetricId(finding.metric) ? METRICS[finding.metric] : undefined;
  const unit = finding.unit ?? metric?.unit ?? 'count';
  const name = finding.label ?? metric?.label ?? finding.metric;
  const where = finding.subject === undefined ? '' : ` of ${finding.subject}`;
  const now = `${name}${where}: ${formatReading(finding.value, unit)}`;
  if (!finding.baseline || finding.ratio === undefined) return `${now}.`;
  const normal = formatReading(finding.baseline.median, unit);
  return `${now}, ${changeOf(finding.ratio)} its normal ${normal}${interval(finding)}.`;
}
