import type { ReportFinding, ReportScore, ReportStatus, SectionScore } from '@wasm-vitals/protocol';
import type { FindingContext } from '../findings/finding-context.js';
import {
  formatBytes,
  formatCores,
  formatDuration,
  formatNumber,
  formatPercent,
  formatPercentile,
  plural,
  quoteName,
} from '../prose/quantity.js';
import type { Experience } from '../sections/experience.js';

const SECTION_NAMES: Readonly<Record<SectionScore['section'], string>> = {
  wasm: 'WebAssembly',
  memory: 'memory',
  rendering: 'rendering',
  network: 'the network',
  experience: 'user experience',
};

/** Fewer snapshots than this (30 s) carry no verdict. */
const FEWEST_SNAPSHOTS = 6;

export function statusOf(
  findings: readonly ReportFinding[],
  score: ReportScore,
  snapshots: number,
): ReportStatus {
  if (findings.some(({ severity }) => severity === 'critical')) return 'critical';
  if (findings.some(({ severity }) => severity === 'warning')) return 'degraded';
  return snapshots < FEWEST_SNAPSHOTS || score.value === undefined ? 'unknown' : 'healthy';
}

/** Where nothing is wrong: the figures that say so. */
function allWell({ period, rendering, wasm, memory }: FindingContext): string {
  const figures = [
    rendering.fps && `${formatNumber(rendering.fps.median)} frames/s`,
    wasm.latency && `WebAssembly calls ${formatPercentile(wasm.latency.p95, wasm.latency.resolution)} at p95`,
    memory.reserved &&
      `linear memory ${memory.reserved.change === 0 ? 'steady at' : 'at'} ${formatBytes(memory.reserved.last)}`,
  ].filter((figure) => figure !== undefined);
  const span = `in ${formatDuration(period.covered)} (${plural(period.snapshots, 'snapshot')})`;
  const verdict =
    period.snapshots < FEWEST_SNAPSHOTS ? 'Too little was measured for a verdict' : 'Nothing wrong was found';
  return `${verdict} ${span}${figures.length > 0 ? `: ${figures.join(', ')}` : ''}.`;
}

/** Where the time goes: true in every report that has calls. */
function hottest({ wasm }: FindingContext): string | undefined {
  const top = wasm.functions.find(({ kind }) => kind === 'export' || kind === 'table');
  if (!top) return undefined;
  const p95 = top.latency ? `, p95 ${formatPercentile(top.latency.p95, top.latency.resolution)}` : '';
  const cores = wasm.workerCores === undefined ? '' : formatCores(wasm.workerCores);
  const fills = [
    wasm.cpuShare === undefined ? '' : `${formatPercent(wasm.cpuShare)} of the main thread`,
    cores && `${cores} in ${plural(wasm.workers?.length ?? 0, 'worker')}`,
  ].filter((part) => part !== '');
  const cpu = fills.length > 0 ? `, which fills ${fills.join(' and ')}` : '';
  const place = top.worker === undefined ? '' : ` in worker ${quoteName(top.worker)}`;
  return `Export ${quoteName(top.name)}${place} takes ${formatPercent(top.share)} of the time in WebAssembly (${formatNumber(top.callsPerSecond)} calls/s${p95})${cpu}.`;
}

/** A reader of "critical" expects less than this, of "degraded" less than that: where the score is above, it says why. */
const EXPECTED = { critical: 60, degraded: 90 } as const;

/** Why the score looks better than the status: it weighs the whole period, or it has no reading of what was found. */
function whyTheScore({ context: { period }, findings, status, score }: SummaryInput): string {
  const [main] = findings;
  if (!main || (status !== 'critical' && status !== 'degraded')) return '';
  if ((score.value ?? 0) < EXPECTED[status]) return '';
  const { since = period.from, until = period.to } = main;
  const share = (Math.min(until, period.to) - Math.max(since, period.from)) / (period.to - period.from);
  return share > 0 && share < 0.75
    ? `; the score weighs the whole period, and the main finding holds for ${formatPercent(share)} of it`
    : '; the score is the mean of many readings, and the main finding shows in few of them';
}

function verdict(input: SummaryInput): string {
  const { status, score } = input;
  const judged = score.sections.filter((section) => section.value !== undefined);
  const unjudged = score.sections.filter((section) => section.value === undefined);
  const list = (sections: readonly SectionScore[]) =>
    sections.map(({ section }) => SECTION_NAMES[section]).join(', ');
  const missing = unjudged.length > 0 ? `; too little data to judge ${list(unjudged)}` : '';
  if (score.value === undefined) return `The score is unknown${missing}.`;
  const worst = judged.reduce<SectionScore | undefined>(
    (low, section) => (low && (low.value ?? 0) <= (section.value ?? 0) ? low : section),
    undefined,
  );
  const lowest =
    worst && judged.length > 1
      ? `, lowest for ${SECTION_NAMES[worst.section]} (${Math.round(worst.value ?? 0)})`
      : '';
  return `Status ${status}, score ${Math.round(score.value)} of 100${lowest}${missing}${whyTheScore(input)}.`;
}

export interface SummaryInput {
  readonly context: FindingContext;
  readonly experience: Experience;
  readonly findings: readonly ReportFinding[];
  readonly status: ReportStatus;
  readonly score: ReportScore;
}

function secondSentence({ context, findings, experience }: SummaryInput): string {
  const [main, next] = findings;
  const effect = main?.consequences?.[0];
  if (effect !== undefined) return `With it: ${effect.charAt(0).toLowerCase()}${effect.slice(1)}`;
  const people = experience.latency
    ? `Interactions took ${formatDuration(experience.latency.p95)} at p95 (${plural(experience.interactions, 'interaction')}).`
    : undefined;
  return next?.sentence ?? hottest(context) ?? people ?? 'No call into WebAssembly was timed.';
}

/** Three sentences: the main finding, the next one (or where the time goes), and the verdict. */
export function summarise(input: SummaryInput): readonly string[] {
  const { context, findings } = input;
  if (context.period.snapshots === 0) {
    return [
      'No snapshot was taken in this period, so there is nothing to report.',
      'Either the monitor was not running, or the range holds none of its time.',
      'The score is unknown.',
    ];
  }
  return [findings[0]?.sentence ?? allWell(context), secondSentence(input), verdict(input)];
}
