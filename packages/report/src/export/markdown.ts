import type { Report, ReportBenchmark, ReportFinding } from '@wasm-vitals/protocol';
import { formatNumber, formatPercent, formatPercentile, formatReading, labelOf } from '../prose/quantity.js';
import { sessionsInWords } from '../prose/sessions.js';
import { readableTime } from '../prose/time.js';

const MARKS = { critical: '🔴', warning: '🟠', info: '🔵' } as const;
const STATUS = { healthy: '🟢', degraded: '🟠', critical: '🔴', unknown: '⚪' } as const;
const MOST_FUNCTIONS = 10;

/**
 * Text from the page as plain Markdown text: no HTML, link, image, mention, table cell or line of its own. Code spans
 * that our own sentences put around names stay, since a name holds no backquote.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`') && part.endsWith('`') && part.length > 1
        ? part.replaceAll('|', '\\|')
        : part
            .replace(/[\\*_[\]|~#>!`]/g, (mark) => `\\${mark}`)
            .replaceAll('&', '&amp;')
            .replaceAll('<', '&lt;')
            .replace(/@(?=\w)/g, '@\u200b')
            .replace(/:\/\//g, ':\u200b//'),
    )
    .join('');
}

const codeSpan = (name: string) =>
  `\`${name.replace(/[\s`]+/g, ' ').trim() || '(no name)'}\``.replaceAll('|', '\\|');

function findingLine({ severity, sentence }: ReportFinding): string {
  return `- ${MARKS[severity]} ${escapeMarkdown(sentence)}`;
}

function functionTable({ wasm }: Report): readonly string[] {
  if (wasm.functions.length === 0) return [];
  return [
    '| Function | Share | Calls/s | p50 | p95 | p99 | Errors |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...wasm.functions
      .slice(0, MOST_FUNCTIONS)
      .map(({ name, worker, share, callsPerSecond, latency, errors }) => {
        const times = [latency?.p50, latency?.p95, latency?.p99].map((time) =>
          time === undefined ? '–' : formatPercentile(time, latency?.resolution),
        );
        const place = worker === undefined ? '' : ` in ${codeSpan(worker)}`;
        return `| ${codeSpan(name)}${place} | ${formatPercent(share)} | ${formatNumber(callsPerSecond)} | ${times.join(' | ')} | ${formatNumber(errors)} |`;
      }),
    '',
  ];
}

function benchmarkTable(benchmarks: readonly ReportBenchmark[]): readonly string[] {
  if (benchmarks.length === 0) return [];
  return [
    '| Against | Metric | Reading | Target | |',
    '| --- | --- | ---: | ---: | --- |',
    ...benchmarks.map(
      ({ name, metric, reading, target, better, met }) =>
        `| ${escapeMarkdown(name)} | ${escapeMarkdown(labelOf(metric))} | ${formatReading(reading, metric)} | ${better === 'lower' ? '≤' : '≥'} ${formatReading(target, metric)} | ${met ? '✅' : '❌'} |`,
    ),
    '',
  ];
}

/** Folded away until somebody wants to see it: a pull request has other readers. */
function folded(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`<details><summary>${title}</summary>`, '', ...lines, '</details>', ''];
}

function adviceLine({ priority, title, description, rationale }: Report['recommendations'][number]): string {
  return `- **${priority}** ${escapeMarkdown(title)}: ${escapeMarkdown(description)} _${escapeMarkdown(rationale)}_`;
}

function heading(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`### ${title}`, '', ...lines, ''];
}

/** A summary that fits a pull request: verdict, findings, recommendations; hottest functions and benchmarks folded. */
export function markdownReport(report: Report): string {
  const { application, period, sessions, status, score, summary, benchmarks } = report;
  const title = [application?.name ?? 'wasm-vitals', application?.release].filter(Boolean).join(' ');
  const points = score.value === undefined ? '' : ` · ${Math.round(score.value)} of 100`;
  const [main = '', ...more] = summary;
  const others = report.findings.filter(({ sentence }) => !summary.includes(sentence));
  const met = benchmarks.filter((benchmark) => benchmark.met).length;
  return [
    `## ${STATUS[status]} ${escapeMarkdown(title)}: ${status}${points}`,
    '',
    `**${escapeMarkdown(main)}**`,
    '',
    ...more.flatMap((sentence) => [escapeMarkdown(sentence), '']),
    ...(sessions ? [escapeMarkdown(sessionsInWords(sessions)), ''] : []),
    ...heading('Also found', others.map(findingLine)),
    ...heading('What to do', report.recommendations.map(adviceLine)),
    ...folded('Hottest functions', functionTable(report)),
    ...folded(`Benchmarks: ${met} of ${benchmarks.length} met`, benchmarkTable(benchmarks)),
    `<sub>${readableTime(period.from)} to ${readableTime(period.to)}, ${formatNumber(period.snapshots)} snapshots, by wasm-vitals</sub>`,
    '',
  ].join('\n');
}
