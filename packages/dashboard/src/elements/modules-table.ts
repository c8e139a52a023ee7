import { html, nothing, type TemplateResult } from 'lit';
import type { ModuleInfo, Snapshot } from '@wasm-vitals/protocol';
import { formatValue } from '../format/format.js';
import type { DashboardModel } from '../model/dashboard-model.js';
import { baseStyles } from './base-styles.js';
import { ModelController } from './model-controller.js';
import { tableStyles } from './table-styles.js';
import { PartElement } from './part-element.js';
import { workersTable } from './workers-table.js';

const HEADS = [
  'Module',
  'Size',
  'Compile',
  'Instantiate',
  'Instances',
  'Exports',
  'Imports',
  'Memory',
] as const;

/** Largest first; the rest of a module is seldom of interest. */
const SECTIONS_SHOWN = 6;

/** What was loaded, how large it is, and what it cost to start. */
export class ModulesTable extends PartElement {
  static override properties = { model: { attribute: false } };
  static override styles = [baseStyles, tableStyles];

  declare model: DashboardModel | undefined;

  constructor() {
    super();
    new ModelController(this, { on: ['history', 'view'], whileSeen: true });
  }

  protected override render(): TemplateResult | typeof nothing {
    const snapshots = this.model?.timeline.snapshots ?? [];
    const wasm = snapshots.findLast(({ wasm }) => 'modules' in wasm)?.wasm;
    return html`${modulesTable(wasm && 'modules' in wasm ? wasm.modules : [])} ${workersOf(snapshots)}`;
  }
}

function modulesTable(modules: readonly ModuleInfo[]): TemplateResult {
  if (modules.length === 0) return html`<p class="empty">Waiting for the first WebAssembly module…</p>`;
  return html`<div class="wide" role="region" aria-label="Modules" tabindex="0">
    <table>
      <thead>
        <tr>
          ${HEADS.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${modules.map(moduleRow)}
      </tbody>
    </table>
  </div>`;
}

/** Of the newest snapshot: workers come and go, and one may be there before any module is. */
function workersOf(snapshots: readonly Snapshot[]): TemplateResult | typeof nothing {
  const newest = snapshots.at(-1);
  if (!newest || 'error' in newest.wasm) return nothing;
  return workersTable(newest.wasm.workers ?? [], newest.interval);
}

function moduleRow(module: ModuleInfo): TemplateResult {
  const reserved = module.memories.reduce((sum, memory) => sum + memory.reserved, 0);
  return html`<tr>
    <th scope="row" title=${module.url ?? module.name}>
      <span class="mono">${module.name}</span>
      ${module.buildId === undefined ? nothing : html`<span class="chip" title=${module.buildId}>${module.buildId.slice(0, 12)}</span>`}
      ${module.streaming ? html`<span class="chip">streamed</span>` : nothing}
      ${module.cached ? html`<span class="chip">cached</span>` : nothing}
      ${module.features?.map((feature) => html` <span class="chip">${feature}</span>`) ?? nothing}
    </th>
    <td title=${sectionsOf(module)}>${formatValue(module.bytes, 'bytes')}</td>
    <td>${formatValue(module.compileTime, 'ms')}</td>
    <td>${formatValue(module.instantiateTime, 'ms')}</td>
    <td>${module.instances}</td>
    <td>${module.exports}</td>
    <td>${module.imports}</td>
    <td>${module.memories.length === 0 ? '–' : formatValue(reserved, 'bytes')}</td>
  </tr>`;
}

/** `code 96.0 KiB, data 40.1 KiB`: what the size is made of. */
function sectionsOf({ sections }: ModuleInfo): string {
  return Object.entries(sections ?? {})
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, SECTIONS_SHOWN)
    .map(([name, bytes]) => `${name} ${formatValue(bytes, 'bytes')}`)
    .join(', ');
}
