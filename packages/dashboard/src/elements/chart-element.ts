import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { describeLine } from '../charts/describe.js';
import { drawQueue } from '../charts/draw-queue.js';
import { bandOf, type Overlay } from '../charts/overlays.js';
import { paletteStyles, readPalette } from '../charts/palette.js';
import { plotStyles } from '../charts/plot-styles.js';
import { createTimeChart, type TimeChart } from '../charts/time-chart.js';
import { onVisible } from '../charts/visible.js';
import type { Series } from '../feed/series.js';
import type { Columns, Span } from '../feed/timeline.js';
import { formatClock, formatValue } from '../format/format.js';
import type { DashboardModel, ModelChange } from '../model/dashboard-model.js';
import { shadesOf } from '../model/marks.js';
import { baseStyles } from './base-styles.js';
import { chartKey } from './chart-keys.js';
import { onSystemTheme } from './theme.js';

/** A mark is named in the readout when the cursor is this near. CSS pixels. */
const MARK_REACH = 6;
interface Drawn {
  readonly columns: Columns;
  readonly window: Span;
  readonly overlay: Overlay;
}

/** A chart of one or two series of the model, with all that belongs to them. Draws only while it can be seen. */
export class ChartElement extends LitElement {
  static override properties = {
    model: { attribute: false },
    series: { attribute: false },
    /** A window of its own, apart from the dashboard's: for evidence. */
    span: { attribute: false },
    /** Another baseline and threshold than the model's, as an alert saw them. */
    overlay: { attribute: false },
  };
  static override styles = [
    baseStyles,
    plotStyles,
    paletteStyles,
    css`
      :host {
        position: relative;
        height: 132px;
        min-width: 0;
        contain: strict;
      }
      .plot {
        position: absolute;
        inset: 0;
      }
      .readout {
        position: absolute;
        top: 0;
        right: 0;
        max-width: 100%;
        padding: 1px 7px;
        border-radius: 6px;
        background: var(--wv-raised);
        color: var(--wv-text);
        font-size: 11px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        pointer-events: none;
      }
      .readout:empty {
        display: none;
      }
    `,
  ];

  declare model: DashboardModel | undefined;
  declare series: readonly Series[];
  declare span: Span | undefined;
  declare overlay: Pick<Overlay, 'band' | 'threshold'> | undefined;

  #chart: TimeChart | undefined;
  #drawn: Drawn | undefined;
  #visible = false;
  #dirty = true;
  #size = { width: 0, height: 0 };
  #stops: (() => void)[] = [];
  #stopModel: (() => void) | undefined;

  constructor() {
    super();
    this.series = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'img');
    this.setAttribute('aria-roledescription', 'chart');
    if (!this.hasAttribute('tabindex')) this.tabIndex = 0;
    this.addEventListener('keydown', this.#onKey);
    this.addEventListener('blur', this.#onBlur);
    const resize = new ResizeObserver(([entry]) => {
      if (!entry) return;
      this.#size = {
        width: Math.floor(entry.contentRect.width),
        height: Math.floor(entry.contentRect.height),
      };
      this.#ask();
    });
    resize.observe(this);
    this.#stops = [
      () => resize.disconnect(),
      onVisible(this, (visible) => {
        this.#visible = visible;
        if (visible && this.#dirty) this.#ask();
      }),
      onSystemTheme(() => this.#onModel('theme')),
    ];
    if (this.hasUpdated) this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops.splice(0)) stop();
    this.removeEventListener('keydown', this.#onKey);
    this.removeEventListener('blur', this.#onBlur);
    this.#stopModel?.();
    this.#stopModel = undefined;
    drawQueue.cancel(this.#draw);
    this.#chart?.destroy();
    this.#chart = this.#drawn = undefined;
  }

  protected override render(): TemplateResult {
    return html`<div class="plot"></div>
      <div class="readout" aria-hidden="true"></div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('series')) {
      this.#chart?.destroy();
      this.#chart = undefined;
    }
    if (changed.has('model') || changed.has('series')) this.#start();
    else this.#ask();
  }

  #start(): void {
    this.#stopModel?.();
    this.#stopModel = this.isConnected ? this.model?.on(this.#onModel) : undefined;
    this.#ask();
  }

  readonly #onModel = (change: ModelChange): void => {
    if (change === 'theme') this.#chart?.setPalette(readPalette(this.renderRoot as ShadowRoot));
    if (change === 'cursor') this.#showCursor();
    else if (!this.span || change !== 'view') this.#ask();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.model && this.#drawn && chartKey(event.key, this.model, this.#drawn)) event.preventDefault();
  };

  readonly #onBlur = (): void => this.model?.setCursor(undefined);

  #ask(): void {
    this.#dirty = true;
    if (this.#visible && this.isConnected) drawQueue.request(this.#draw);
  }

  readonly #draw = (): void => {
    const { model } = this;
    if (!model || this.series.length === 0 || this.#size.width === 0 || !this.isConnected) return;
    this.#dirty = false;
    const chart = (this.#chart ??= this.#createChart(model));
    chart.resize(this.#size.width, this.#size.height);
    const window = this.span ?? model.window();
    const columns = model.timeline.view(this.series, window);
    this.#drawn = { columns, window, overlay: this.#overlayOf(model, window) };
    chart.draw(columns, window, this.#drawn.overlay);
    this.ariaLabel = this.series.map((series, i) => describeLine(series, columns.values[i] ?? [])).join(' ');
    this.#showCursor();
  };

  #createChart(model: DashboardModel): TimeChart {
    const first = this.series[0];
    return createTimeChart(this.renderRoot.querySelector<HTMLElement>('.plot') ?? this, {
      unit: first?.unit ?? 'count',
      palette: readPalette(this.renderRoot as ShadowRoot),
      lines: this.series.map((series) => ({ label: series.label, sparse: series.sparse === true })),
      onCursor: (time) => model.setCursor(time),
      onZoom: (window) => model.zoom(window),
      onReset: () => model.zoom(undefined),
    });
  }

  #overlayOf(model: DashboardModel, window: Span): Overlay {
    const first = this.series[0];
    const baseline = first && this.series.length === 1 ? model.baseline(first) : undefined;
    return {
      ...(baseline ? { band: bandOf(baseline) } : {}),
      ...(first ? { threshold: model.threshold(first) } : {}),
      shades: shadesOf(
        model.alerts,
        this.series.map((series) => series.id),
      ),
      marks: model.marks,
      hidden: model.timeline.hidden(window),
      ...this.overlay,
    };
  }

  #showCursor(): void {
    const readout = this.renderRoot.querySelector('.readout');
    if (!this.#chart || !this.#drawn || !readout) return;
    const time = this.model?.cursor;
    this.#chart.setCursor(time);
    readout.textContent = time === undefined ? '' : this.#readout(time, this.#drawn);
  }

  #readout(time: number, { columns, window, overlay }: Drawn): string {
    if (time < window.from || time > window.to) return '';
    const index = nearest(columns.times, time);
    const values = this.series.map((series, i) =>
      formatValue(columns.values[i]?.[index] ?? undefined, series.unit),
    );
    const reach = ((window.to - window.from) / Math.max(1, this.#size.width)) * MARK_REACH;
    const mark = overlay.marks.find((one) => Math.abs(one.time - time) <= reach);
    return [formatClock(columns.times[index] ?? time), ...values, ...(mark ? [mark.label] : [])].join(' · ');
  }
}

/** Index of the time nearest to `time` in an ascending list. */
function nearest(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  const before = times[low - 1];
  return before !== undefined && time - before < (times[low] ?? Infinity) - time ? low - 1 : low;
}
