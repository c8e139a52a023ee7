import type { FunctionSummary, ModuleInfo, Report } from '@wasm-vitals/protocol';
import {
  formatBytes,
  formatCores,
  formatDuration,
  formatNumber,
  formatPercent,
} from '../../prose/quantity.js';
import { facts, section, share, table } from './blocks.js';
import { html, type Markup } from './markup.js';
import { bytes, count, ms } from './readings.js';

const MOST_ROWS = 20;

function functionTable(
  caption: string,
  rows: readonly FunctionSummary[],
  modules: readonly ModuleInfo[],
): Markup {
  const nameOf = (id: string | undefined) => modules.find((module) => module.id === id)?.name ?? id;
  return table<FunctionSummary>(
    caption,
    [
      {
        head: 'Function',
        cell: ({ name, module, kind, worker }) =>
          html`<code>${name}</code><br /><span class="soft small"
              >${[kind, nameOf(module), worker && `worker ${worker}`].filter(Boolean).join(', ')}</span
            >`,
      },
      { head: 'Share of time', number: true, cell: (row) => share(row.share) },
      { head: 'Calls/s', number: true, cell: (row) => formatNumber(row.callsPerSecond) },
      { head: 'Mean', number: true, cell: (row) => ms(row.latency, 'mean') },
      { head: 'p50', number: true, cell: (row) => ms(row.latency, 'p50') },
      { head: 'p95', number: true, cell: (row) => ms(row.latency, 'p95') },
      { head: 'p99', number: true, cell: (row) => ms(row.latency, 'p99') },
      { head: 'Max', number: true, cell: (row) => ms(row.latency, 'max') },
      { head: 'Errors', number: true, cell: (row) => formatNumber(row.errors) },
    ],
    rows,
  );
}

function moduleTable(modules: readonly ModuleInfo[]): Markup {
  return table<ModuleInfo>(
    'Modules',
    [
      { head: 'Module', cell: ({ name }) => html`<code>${name}</code>` },
      { head: 'Size', number: true, cell: (module) => bytes(module.bytes) },
      {
        head: 'Compile',
        number: true,
        cell: ({ compileTime, streaming }) =>
          compileTime === undefined
            ? undefined
            : `${formatDuration(compileTime)}${streaming ? ', streamed' : ''}`,
      },
      {
        head: 'Instantiate',
        number: true,
        cell: ({ instantiateTime }) =>
          instantiateTime === undefined ? undefined : formatDuration(instantiateTime),
      },
      { head: 'Instances', number: true, cell: (module) => formatNumber(module.instances) },
      { head: 'Exports', number: true, cell: (module) => formatNumber(module.exports) },
      {
        head: 'Memory',
        number: true,
        cell: ({ memories }) =>
          memories.length === 0
            ? undefined
            : formatBytes(memories.reduce((sum, memory) => sum + memory.reserved, 0)),
      },
    ],
    modules,
  );
}

export function wasmBlock({ wasm }: Report): Markup {
  const shown = wasm.functions.slice(0, MOST_ROWS);
  const rest = wasm.functions.slice(MOST_ROWS);
  return section(
    'wasm',
    'WebAssembly',
    wasm.note,
    facts([
      {
        name: 'Calls',
        value: count(wasm.calls),
        detail: wasm.callsPerSecond === undefined ? undefined : `${formatNumber(wasm.callsPerSecond)}/s`,
      },
      {
        name: 'Time inside',
        value: wasm.calls > 0 ? formatDuration(wasm.totalTime) : undefined,
        detail:
          wasm.cpuShare === undefined ? undefined : `${formatPercent(wasm.cpuShare)} of the main thread`,
      },
      {
        name: 'In workers',
        value: wasm.workerCores === undefined ? undefined : formatCores(wasm.workerCores),
        detail: wasm.workers?.join(', '),
      },
      {
        name: 'Call p95',
        value: ms(wasm.latency, 'p95'),
        detail:
          wasm.latency &&
          `mean ${formatDuration(wasm.latency.mean)}, p99 ${formatDuration(wasm.latency.p99)}`,
      },
      {
        name: 'Failed calls',
        value: wasm.calls > 0 ? count(wasm.errors) : undefined,
        detail: wasm.traps.length > 0 ? `${formatNumber(wasm.traps.length)} kinds of trap` : undefined,
      },
    ]),
    shown.length > 0 && functionTable('Functions by total time', shown, wasm.modules),
    rest.length > 0 &&
      html`<details>
        <summary>${formatNumber(rest.length)} more functions</summary>
        ${functionTable('More functions', rest, wasm.modules)}
      </details>`,
    wasm.functionsLeftOut > 0 &&
      html`<p class="soft small">
        ${formatNumber(wasm.functionsLeftOut)} functions with less time are left out.
      </p>`,
    wasm.modules.length > 0 && moduleTable(wasm.modules.slice(0, MOST_ROWS)),
  );
}
