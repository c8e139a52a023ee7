import type { Report, ReportFinding } from '@wasm-vitals/protocol';
import { labelOf, unitOf } from '../../prose/quantity.js';
import { chart, type Chart, type ChartSpan } from './chart.js';
import { html, type Markup } from './markup.js';

/** What stands in one chart: metrics of one unit. */
interface ChartRow {
  readonly title: string;
  readonly metrics: readonly string[];
  /** Kinds of findings that are shaded in it. */
  readonly kinds: readonly ReportFinding['kind'][];
  readonly target?: (report: Report) => Chart['target'];
}

const CHARTS: readonly ChartRow[] = [
  {
    title: 'Frame rate',
    metrics: ['rendering.fps'],
    kinds: ['frame-rate-drop', 'jank', 'stall'],
    target: ({ rendering: { refreshRate } }) =>
      refreshRate === undefined ? undefined : { value: refreshRate, label: 'display' },
  },
  {
    title: 'Frame time',
    metrics: ['rendering.frameTime.p95', 'rendering.frameTime.max'],
    kinds: ['frame-rate-drop', 'jank', 'stall'],
  },
  {
    title: 'Call into WebAssembly',
    metrics: ['wasm.executionStats.avgExecutionTime', 'wasm.executionStats.p95'],
    kinds: ['execution-slow', 'execution-ramp', 'stall'],
  },
  {
    title: 'Time in WebAssembly per interval',
    metrics: ['wasm.executionStats.totalTime'],
    kinds: ['execution-slow', 'execution-ramp', 'allocation-churn'],
  },
  {
    title: 'Linear memory',
    metrics: ['wasm.memoryUsage', 'wasm.heapSize'],
    kinds: ['memory-leak', 'memory-step', 'memory-limit', 'fragmentation'],
  },
  { title: 'JS heap', metrics: ['memory.jsHeapUsed'], kinds: ['heap-leak'] },
  { title: 'Cache hit rate', metrics: ['network.cacheHitRate'], kinds: ['cache-collapse'] },
  {
    title: 'Request latency p95',
    metrics: ['network.latency.p95'],
    kinds: ['request-latency', 'request-failures', 'cache-collapse'],
  },
  {
    title: 'Interaction latency p95',
    metrics: ['interaction.latency.p95'],
    kinds: ['input-latency'],
    target: () => ({ value: 200, label: 'good' }),
  },
];

function spansOf({ findings }: Report, kinds: ChartRow['kinds']): readonly ChartSpan[] {
  return findings
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ since, until, severity, kind }) => ({
      severity,
      label: kind.replaceAll('-', ' '),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    }));
}

/** All charts that have readings. */
export function chartsOf(report: Report): Markup | undefined {
  const { timestamps, columns } = report.samples;
  const drawn = CHARTS.flatMap(({ title, metrics, kinds, target }) => {
    const lines = metrics.map((metric) => ({ label: labelOf(metric), values: columns[metric] ?? [] }));
    const aim = target?.(report);
    const made = chart({
      title,
      unit: unitOf(metrics[0] ?? ''),
      times: timestamps,
      lines,
      spans: spansOf(report, kinds),
      ...(aim === undefined ? {} : { target: aim }),
    });
    return made ? [made] : [];
  });
  return drawn.length > 0
    ? html`<h2 id="course">Course</h2>
        <div class="grid2">${drawn}</div>`
    : undefined;
}
