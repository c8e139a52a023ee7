import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { sparkline } from '../charts/sparkline.js';
import { functionRows, type FunctionRow } from '../feed/function-rows.js';
import type { DashboardModel } from '../model/dashboard-model.js';
import { baseStyles } from './base-styles.js';
import { COLUMNS, arrange, type Column, type Sorting } from './functions-columns.js';
import { functionsStyles } from './functions-styles.js';
import { icon } from './icons.js';
import { ModelController } from './model-controller.js';
import { PartElement } from './part-element.js';

/** Height of a row, CSS pixels; the style sheet sets the same. */
const ROW_HEIGHT = 30;
/** Rows drawn above and below what can be seen, so that a scroll doesn't show blank. */
const SPARE_ROWS = 8;
const FALLBACK_HEIGHT = 360;

/** Every export over the window: sorted, filtered, and only the rows that can be seen are drawn. */
export class FunctionsTable extends PartElement {
  static override properties = {
    model: { attribute: false },
    filter: { state: true },
    sorting: { state: true },
    top: { state: true },
  };
  static override styles = [baseStyles, functionsStyles];

  declare model: DashboardModel | undefined;
  declare filter: string;
  declare sorting: Sorting;
  declare top: number;
  #rows: readonly FunctionRow[] = [];
  #shown: readonly FunctionRow[] = [];
  #source: unknown;
  #view = '';

  constructor() {
    super();
    this.filter = '';
    this.sorting = { column: 'share', descending: true };
    this.top = 0;
    new ModelController(this, { on: ['history', 'view'], whileSeen: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { model } = this;
    if (!model) return;
    const fresh = this.#collect(model);
    if (fresh || changed.has('filter') || changed.has('sorting'))
      this.#shown = arrange(this.#rows, this.filter, this.sorting);
  }

  /** Reads the functions again where there is a new snapshot or another window: ticks alone change nothing here. */
  #collect(model: DashboardModel): boolean {
    const { snapshots } = model.timeline;
    const view = model.zoomed ? `${model.window().from} ${model.window().to}` : model.range;
    if (this.#source === snapshots && this.#view === view) return false;
    this.#source = snapshots;
    this.#view = view;
    this.#rows = functionRows(snapshots, model.window());
    return true;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.model) return nothing;
    const count = this.#shown.length;
    return html`
      <div class="bar">
        <input
          type="search"
          placeholder="Filter functions"
          aria-label="Filter functions"
          .value=${this.filter}
          @input=${(event: Event) => this.#setFilter((event.target as HTMLInputElement).value)}
        />
        <span class="muted" role="status">${count} ${count === 1 ? 'function' : 'functions'}</span>
      </div>
      ${
        count === 0
          ? html`<p class="empty">
              ${this.filter === '' ? 'No WebAssembly calls in this window' : 'No function has this text in its name'}
            </p>`
          : this.#table(count)
      }
    `;
  }

  #table(count: number): TemplateResult {
    const height = this.renderRoot.querySelector('.scroll')?.clientHeight ?? FALLBACK_HEIGHT;
    const first = Math.max(0, Math.min(Math.floor(this.top / ROW_HEIGHT), count - 1) - SPARE_ROWS);
    const last = Math.min(count, first + Math.ceil(height / ROW_HEIGHT) + 2 * SPARE_ROWS);
    return html`<div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label="Functions"
      @scroll=${this.#onScroll}
    >
      <table aria-rowcount=${count + 1}>
        <thead>
          <tr aria-rowindex="1">
            ${COLUMNS.map((column) => this.#head(column))}
            <th class="trend" scope="col">Trend</th>
          </tr>
        </thead>
        <tbody>
          ${spacer(first)}
          ${repeat(
            this.#shown.slice(first, last),
            (row) => row.key,
            (row, i) => tableRow(row, first + i),
          )}
          ${spacer(count - last)}
        </tbody>
      </table>
    </div>`;
  }

  #head(column: Column): TemplateResult {
    const active = this.sorting.column === column.id;
    const order = active ? (this.sorting.descending ? 'descending' : 'ascending') : 'none';
    return html`<th scope="col" class="${column.id} ${column.minor ? 'minor' : ''}" aria-sort=${order}>
      <button type="button" class="quiet" title=${column.title} @click=${() => this.#sort(column)}>
        ${column.label}${active ? icon(this.sorting.descending ? 'down' : 'up') : nothing}
      </button>
    </th>`;
  }

  #sort(column: Column): void {
    const same = this.sorting.column === column.id;
    this.sorting = { column: column.id, descending: same ? !this.sorting.descending : column.id !== 'name' };
  }

  #setFilter(text: string): void {
    this.filter = text;
    this.top = 0;
    this.renderRoot.querySelector('.scroll')?.scrollTo({ top: 0 });
  }

  /** Redraws once a row has gone by, not on each pixel. */
  readonly #onScroll = (event: Event): void => {
    const { scrollTop } = event.currentTarget as HTMLElement;
    this.top = Math.floor(scrollTop / ROW_HEIGHT) * ROW_HEIGHT;
  };
}

/** Stands for rows that are not drawn. The height is an attribute: a style attribute would break a strict CSP. */
function spacer(rows: number): TemplateResult | typeof nothing {
  return rows <= 0
    ? nothing
    : html`<tr aria-hidden="true">
        <td colspan="8" height=${rows * ROW_HEIGHT}></td>
      </tr>`;
}

function tableRow(row: FunctionRow, index: number): TemplateResult {
  const [name, ...rest] = COLUMNS;
  const sampled =
    row.samplingRate < 1 ? `; timed ${(row.samplingRate * 100).toPrecision(2)} % of the calls` : '';
  return html`<tr class="row" aria-rowindex=${index + 2}>
    <th
      scope="row"
      class="name"
      title="${name?.text(row) ?? ''}${row.module === undefined ? '' : ` · ${row.module}`}${row.worker === undefined ? '' : ` · in worker ${row.worker}`}${sampled}"
    >
      <span class="mono">${row.name}</span
      >${row.worker === undefined ? nothing : html`<span class="chip">${row.worker}</span>`}${row.module === undefined ? nothing : html`<span class="module">${row.module}</span>`}
    </th>
    ${rest.map(
      (column) =>
        html`<td
          class="${column.id} ${column.minor ? 'minor' : ''} ${column.id === 'errors' && row.errors > 0 ? 'bad' : ''}"
        >
          ${column.id === 'share' ? shareBar(row.share) : nothing}${column.text(row)}
        </td>`,
    )}
    <td class="trend">${sparkline(row.trend)}</td>
  </tr>`;
}

function shareBar(share: number): TemplateResult {
  return html`<svg class="bar-mark" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect width=${Math.min(100, share * 100)} height="4"></rect>
  </svg>`;
}
