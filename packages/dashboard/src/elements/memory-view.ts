import { css, html, nothing, type TemplateResult } from 'lit';
import {
  WASM_PAGE_BYTES,
  type GrowthEvent,
  type MemoryInfo,
  type Snapshot,
  type WasmActive,
} from '@wasm-vitals/protocol';
import { seriesGroup } from '../feed/series.js';
import { lowerBound } from '../feed/timeline.js';
import { formatClock, formatValue } from '../format/format.js';
import type { DashboardModel } from '../model/dashboard-model.js';
import { baseStyles } from './base-styles.js';
import { ModelController } from './model-controller.js';
import { tableStyles } from './table-styles.js';
import { PartElement } from './part-element.js';

/** Growth events listed: the newest. */
const EVENTS_SHOWN = 50;
/** A forecast is news only where the limit is near. Milliseconds. */
const URGENT_FORECAST = 1_800_000;

const SERIES = seriesGroup(['wasm.memoryUsage', 'wasm.heapSize']);

interface MemoryRow {
  readonly module: string;
  readonly memory: MemoryInfo;
}

/** Reserved against live for each memory, what is left, when it would run out, and what made it grow. */
export class MemoryView extends PartElement {
  static override properties = { model: { attribute: false } };
  static override styles = [
    baseStyles,
    tableStyles,
    css`
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 26px;
        margin-bottom: 10px;
      }
      dt {
        color: var(--wv-muted);
        font-size: 11px;
      }
      dd {
        font-size: 15px;
        font-weight: 600;
      }
      .urgent {
        color: var(--wv-critical);
      }
      wv-chart {
        height: 150px;
        margin-bottom: 10px;
      }
      .use {
        display: block;
        width: 100%;
        min-width: 80px;
        height: 10px;
      }
      .use .all {
        fill: var(--wv-raised);
      }
      .use .reserved {
        fill: var(--wv-line);
        opacity: 0.35;
      }
      .use .live {
        fill: var(--wv-line-2);
      }
      .legend {
        display: flex;
        gap: 14px;
        margin: 2px 0 10px;
        color: var(--wv-muted);
        font-size: 11px;
      }
      .legend span::before {
        content: '';
        display: inline-block;
        width: 9px;
        height: 9px;
        margin-right: 5px;
        border-radius: 2px;
        background: var(--wv-line-2);
      }
      .legend .reserved::before {
        background: color-mix(in srgb, var(--wv-line) 35%, transparent);
      }
    `,
  ];

  declare model: DashboardModel | undefined;

  constructor() {
    super();
    new ModelController(this, { on: ['history', 'view'], whileSeen: true });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { model } = this;
    if (!model) return nothing;
    const newest = newestWasm(model.timeline.snapshots, model.window().to);
    if (!newest) return html`<p class="empty">Waiting for the first WebAssembly module…</p>`;
    const rows = newest.wasm.modules.flatMap((module) =>
      module.memories.map((memory): MemoryRow => ({ module: module.name, memory })),
    );
    return html`
      ${facts(newest)}
      <wv-chart .model=${model} .series=${SERIES}></wv-chart>
      ${rows.length === 0 ? nothing : memories(rows)} ${growth(model, newest.wasm)}
    `;
  }
}

interface Newest {
  readonly snapshot: Snapshot;
  readonly wasm: WasmActive;
}

function newestWasm(snapshots: readonly Snapshot[], at: number): Newest | undefined {
  for (let i = lowerBound(snapshots, at + 1) - 1; i >= 0; i--) {
    const snapshot = snapshots[i];
    if (snapshot && 'modules' in snapshot.wasm) return { snapshot, wasm: snapshot.wasm };
  }
  return undefined;
}

function facts({ snapshot, wasm }: Newest): TemplateResult {
  const memory = 'error' in snapshot.memory ? undefined : snapshot.memory;
  const forecast = memory?.timeToLimit;
  const items: readonly (readonly [string, string, boolean?])[] = [
    ['Reserved', formatValue(wasm.memoryUsage, 'bytes')],
    ['Live', formatValue(wasm.heapSize, 'bytes')],
    ['Peak live', formatValue(wasm.allocatorStats?.peakMemoryUsage, 'bytes')],
    ['Live allocations', formatValue(wasm.allocatorStats?.currentAllocations, 'count')],
    ['Fragmentation', formatValue(wasm.allocatorStats?.fragmentationRatio, 'ratio')],
    ['Headroom', formatValue(memory?.headroom, 'bytes')],
    [
      'Limit reached in',
      forecast === undefined ? 'not foreseen' : formatValue(forecast, 'ms'),
      (forecast ?? Infinity) < URGENT_FORECAST,
    ],
  ];
  return html`<dl class="facts">
    ${items.map(
      ([label, value, urgent]) =>
        html`<div>
          <dt>${label}</dt>
          <dd class=${urgent ? 'urgent' : ''}>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function memories(rows: readonly MemoryRow[]): TemplateResult {
  const widest = Math.max(...rows.map(({ memory }) => memory.reserved));
  return html`<div class="wide" role="region" aria-label="Memories" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Memory</th>
          <th scope="col" class="text">Use</th>
          <th scope="col">Live</th>
          <th scope="col">Reserved</th>
          <th scope="col">Maximum</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ module, memory }) =>
            html`<tr>
              <th scope="row">
                <span class="mono">${module}</span>
                ${memory.name}${memory.shared ? html` <span class="chip">shared</span>` : nothing}
              </th>
              <td>${useBar(memory, widest)}</td>
              <td title=${memory.allocator === undefined ? '' : `from the allocator: ${memory.allocator}`}>
                ${liveText(memory)}
              </td>
              <td>${formatValue(memory.reserved, 'bytes')}</td>
              <td>
                ${memory.maximum === undefined ? 'none declared' : formatValue(memory.maximum * WASM_PAGE_BYTES, 'bytes')}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="legend"><span>live</span><span class="reserved">reserved</span></p>
  </div>`;
}

/** What is known of the live bytes: read from the allocator, or an upper bound. */
function liveText({ live, liveAtMost }: MemoryInfo): string {
  if (live !== undefined || liveAtMost === undefined) return formatValue(live, 'bytes');
  return `≤ ${formatValue(liveAtMost, 'bytes')}`;
}

function useBar(memory: MemoryInfo, widest: number): TemplateResult {
  const whole = Math.max(1, memory.maximum === undefined ? widest : memory.maximum * WASM_PAGE_BYTES);
  const width = (bytes: number): number => Math.min(100, (bytes / whole) * 100);
  return html`<svg class="use" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect class="all" width="100" height="10"></rect>
    <rect class="reserved" width=${width(memory.reserved)} height="10"></rect>
    <rect class="live" width=${width(memory.live ?? 0)} height="10"></rect>
  </svg>`;
}

function growth(model: DashboardModel, wasm: WasmActive): TemplateResult {
  const { snapshots } = model.timeline;
  const { from, to } = model.window();
  const events: GrowthEvent[] = [];
  for (let i = lowerBound(snapshots, from); i < snapshots.length; i++) {
    const snapshot = snapshots[i];
    if (!snapshot || snapshot.timestamp > to) break;
    if ('growth' in snapshot.wasm) events.push(...snapshot.wasm.growth);
  }
  const shown = events.slice(-EVENTS_SHOWN).toReversed();
  const nameOf = (id: string): string => wasm.modules.find((module) => module.id === id)?.name ?? id;
  if (shown.length === 0) return html`<p class="muted">No memory has grown in this window.</p>`;
  return html`<h4>Growth <span class="chip">${events.length}</span></h4>
    <div class="wide tall" role="region" aria-label="Growth events" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">By</th>
            <th scope="col">To</th>
            <th scope="col" class="text">While running</th>
            <th scope="col">Took</th>
            <th scope="col" class="text">Module</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (event) =>
              html`<tr>
                <th scope="row">${formatClock(event.timestamp)}</th>
                <td>+${formatValue((event.pagesAfter - event.pagesBefore) * WASM_PAGE_BYTES, 'bytes')}</td>
                <td>${formatValue(event.pagesAfter * WASM_PAGE_BYTES, 'bytes')}</td>
                <td class="mono text">
                  ${event.during ?? event.host ?? 'not known'}${event.worker === undefined ? nothing : html` <span class="chip">${event.worker}</span>`}
                </td>
                <td>${formatValue(event.duration, 'ms')}</td>
                <td class="mono text">${nameOf(event.module)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
