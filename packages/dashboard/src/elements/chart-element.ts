import type { PropertyValues } from 'lit';
import { describeLine } from '../charts/describe.js';
import { bandOf, type Overlay } from '../charts/overlays.js';
import type { Palette } from '../charts/palette.js';
import type { PlotEvents } from '../charts/plot.js';
import { createTimeChart, type TimeChart } from '../charts/time-chart.js';
import type { Series } from '../feed/series.js';
import type { Columns, Span } from '../feed/timeline.js';
import { formatClock, formatValue } from '../format/format.js';
import type { DashboardModel, ModelChange } from '../model/dashboard-model.js';
import { shadesOf } from '../model/marks.js';
import { PlotElement, nearest, type Drawn } from './plot-element.js';

/** A mark is named in the readout when the cursor is this near. CSS pixels. */
const MARK_REACH = 6;

interface DrawnLines extends Drawn {
  readonly columns: Columns;
  readonly overlay: Overlay;
}

/** One or two series of the model, with all that belongs to them: what is normal, the threshold, alerts, actions. */
export class ChartElement extends PlotElement<TimeChart, DrawnLines> {
  static override properties = {
    series: { attribute: false },
    span: { attribute: false },
    overlay: { attribute: false },
  };

  declare series: readonly Series[];
  /** A window of its own, apart from the dashboard's: for evidence. */
  declare span: Span | undefined;
  /** Another band and threshold than the model's: as an alert saw them. */
  declare overlay: Pick<Overlay, 'band' | 'threshold'> | undefined;

  constructor() {
    super();
    this.series = [];
  }

  protected get label(): string {
    return this.series.map((series) => series.label).join(', ');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('series')) this.dropPlot();
  }

  protected windowOf(model: DashboardModel): Span {
    return this.span ?? model.window();
  }

  protected concerns(change: ModelChange): boolean {
    if (change === 'view') return this.span === undefined;
    return change !== 'cursor' && change !== 'history';
  }

  protected createPlot(host: HTMLElement, palette: Palette, events: PlotEvents): TimeChart {
    return createTimeChart(host, {
      unit: this.series[0]?.unit ?? 'count',
      palette,
      lines: this.series.map((series) => ({ label: series.label, sparse: series.sparse === true })),
      ...events,
    });
  }

  protected drawPlot(chart: TimeChart, model: DashboardModel): DrawnLines {
    const window = this.windowOf(model);
    const columns = model.timeline.view(this.series, window);
    const overlay = this.#overlayOf(model, window);
    chart.draw(columns, window, overlay);
    return { times: columns.times, window, columns, overlay };
  }

  protected wordsOf({ columns }: DrawnLines): string {
    return this.series.map((series, i) => describeLine(series, columns.values[i] ?? [])).join(' ');
  }

  protected readoutAt(time: number, { columns, window, overlay }: DrawnLines): string {
    const index = nearest(columns.times, time);
    const values = this.series.map((series, i) =>
      formatValue(columns.values[i]?.[index] ?? undefined, series.unit),
    );
    const reach = ((window.to - window.from) / Math.max(1, this.width)) * MARK_REACH;
    const mark = overlay.marks.find((one) => Math.abs(one.time - time) <= reach);
    return [formatClock(columns.times[index] ?? time), ...values, ...(mark ? [mark.label] : [])].join(' · ');
  }

  #overlayOf(model: DashboardModel, window: Span): Overlay {
    const first = this.series[0];
    // With two lines a band would not tell which of them it is about.
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
}
