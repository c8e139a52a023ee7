import pc from 'picocolors';
import type { Report } from '@wasm-vitals/protocol';
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatPercent,
  formatPercentile,
  formatReading,
} from '@wasm-vitals/report';
import { alertLines, cacheLine, framesLine, interactionLine, memoryLines } from './section-lines.js';
import type { Verdict } from './judge-thresholds.js';
import { shorten, tableLines, terminalSafe } from './table.js';

export interface SummaryInput {
  readonly report: Report;
  readonly verdicts: readonly Verdict[];
  /** Where and with what it was measured: `Chromium 156.0 headless`, or the file that it was read from. */
  readonly source: string;
  /** What a reader must know to judge the figures. */
  readonly notes: readonly string[];
  readonly color: boolean;
}

type Colors = ReturnType<typeof pc.createColors>;

const SHOWN_FUNCTIONS = 10;
const SHOWN_MODULES = 12;
const NAME_WIDTH = 44;

const name = (text: string): string => shorten(terminalSafe(text), NAME_WIDTH);
const orDash = (text: string | undefined): string => text ?? '–';
const ms = (value: number | undefined): string => (value === undefined ? '–' : formatDuration(value));

function moduleLines({ wasm }: Report): readonly string[] {
  const rows = wasm.modules
    .slice(0, SHOWN_MODULES)
    .map((module) => [
      name(module.name),
      orDash(module.bytes === undefined ? undefined : formatBytes(module.bytes)),
      ms(module.compileTime),
      ms(module.instantiateTime),
      formatNumber(module.instances),
      orDash(module.memories.map(({ reserved }) => formatBytes(reserved)).join(' + ') || undefined),
    ]);
  const left = ['left', 'right', 'right', 'right', 'right', 'right'] as const;
  const headings = ['name', 'size', 'compiled in', 'started in', 'instances', 'linear memory'];
  const columns = headings.map((heading, i) => ({ heading, align: left[i] ?? 'right' }));
  const more = wasm.modules.length - rows.length;
  return [...tableLines(columns, rows), ...(more > 0 ? [`and ${more} more`] : [])];
}

/** `table`: reached through a function table; `host`: measured by the page itself; `import`: JavaScript called by WASM. */
function functionName({ name: plain, kind, worker }: Report['wasm']['functions'][number]): string {
  const of = kind === 'export' ? name(plain) : `${name(plain)} (${kind})`;
  return worker === undefined ? of : `${of} [${name(worker)}]`;
}

function percentile(value: number | undefined, resolution: number | undefined): string {
  return value === undefined ? '–' : formatPercentile(value, resolution);
}

function functionLines({ wasm }: Report): readonly string[] {
  const rows = wasm.functions.slice(0, SHOWN_FUNCTIONS).map((summary) => {
    const { latency } = summary;
    const at = (value: number | undefined): string => percentile(value, latency?.resolution);
    return [
      functionName(summary),
      formatNumber(summary.calls),
      formatDuration(summary.totalTime),
      formatPercent(summary.share),
      at(latency?.p50),
      at(latency?.p95),
      at(latency?.p99),
    ];
  });
  const headings = ['name', 'calls', 'total', 'share', 'p50', 'p95', 'p99'];
  const columns = headings.map((heading, i) => ({ heading, align: i === 0 ? 'left' : 'right' }) as const);
  const more = wasm.functions.length + wasm.functionsLeftOut - rows.length;
  return [...tableLines(columns, rows), ...(more > 0 ? [`and ${formatNumber(more)} more`] : [])];
}

function verdictLine({ threshold, value, kind, kept }: Verdict, colors: Colors): string {
  const mark = kept ? colors.green('✓') : colors.red('✗');
  const reading =
    value === undefined ? 'was not measured' : `${formatReading(value, threshold.metric)} (${kind})`;
  return `${mark} ${threshold.text}   ${kept ? reading : colors.red(reading)}`;
}

function section(title: string, lines: readonly string[], colors: Colors): readonly string[] {
  return lines.length === 0 ? [] : ['', colors.bold(title), ...lines.map((line) => `  ${line}`)];
}

/** The summary for a terminal, ending with a line feed. Names that come from the page are made harmless. */
export function textSummary({ report, verdicts, source, notes, color }: SummaryInput): string {
  const colors = pc.createColors(color);
  const { period, wasm } = report;
  const lines = [
    colors.bold(terminalSafe(report.url ?? '')),
    colors.dim(
      `${formatDuration(period.covered)} measured, ${period.snapshots} snapshots · ${terminalSafe(source)}`,
    ),
    ...section('In short', report.summary.map(terminalSafe), colors),
    ...section(
      `Modules (${wasm.modules.length})`,
      wasm.modules.length > 0 ? moduleLines(report) : [],
      colors,
    ),
    ...section('Hottest exports', wasm.functions.length > 0 ? functionLines(report) : [], colors),
    ...section('Memory', memoryLines(report), colors),
    ...section('Frames', [framesLine(report)], colors),
    ...section('Interaction', [interactionLine(report)], colors),
    ...section('Cache', [cacheLine(report)], colors),
    ...section('Alerts', alertLines(report), colors),
    ...section(
      'Thresholds',
      verdicts.map((verdict) => verdictLine(verdict, colors)),
      colors,
    ),
    ...section(
      'Notes',
      notes.map((note) => `· ${terminalSafe(note)}`),
      colors,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
