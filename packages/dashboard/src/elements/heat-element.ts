import type { PropertyValues } from 'lit';
import { quantile } from '@wasm-vitals/analysis';
import { createHeatChart, type HeatChart } from '../charts/heat-chart.js';
import type { Palette } from '../charts/palette.js';
import type { PlotEvents } from '../charts/plot.js';
import { createHeatReader, type HeatColumn, type HeatSource } from '../feed/heat-columns.js';
import type { Span } from '../feed/timeline.js';
import { formatClock, formatValue } from '../format/format.js';
import type { DashboardModel, ModelChange } from '../model/dashboard-model.js';
import { PlotElement, nearest, type Drawn } from './plot-element.js';

/** A column narrower than this is merged with its neighbour. CSS pixels. */
const COLUMN_WIDTH = 5;

interface DrawnHeat extends Drawn {
  readonly columns: readonly HeatColumn[];
}

/** A distribution over time as a heat map. */
export class HeatElement extends PlotElement<HeatChart, DrawnHeat> {
  static override properties = { source: { attribute: false } };

  declare source: HeatSource | undefined;
  #read: ReturnType<typeof createHeatReader> | undefined;

  protected get label(): string {
    return this.source?.label ?? 'Distribution';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('source')) return;
    this.dropPlot();
    this.#read = this.source && createHeatReader(this.source);
  }

  protected windowOf(model: DashboardModel): Span {
    return model.window();
  }

  /** Distributions come with snapshots only. */
  protected concerns(change: ModelChange): boolean {
    return change === 'history' || change === 'view' || change === 'theme';
  }

  protected createPlot(host: HTMLElement, palette: Palette, events: PlotEvents): HeatChart {
    return createHeatChart(host, { palette, ...events });
  }

  protected drawPlot(chart: HeatChart, model: DashboardModel): DrawnHeat {
    const window = this.windowOf(model);
    const width = ((window.to - window.from) / Math.max(1, this.width)) * COLUMN_WIDTH;
    const columns = this.#read?.(model.timeline.snapshots, window, width) ?? [];
    chart.draw(columns, window);
    return { times: columns.map(({ to }) => to), window, columns };
  }

  protected readoutAt(time: number, { columns, times }: DrawnHeat): string {
    const column = columns[nearest(times, time)];
    return column ? `${formatClock(column.to)} · ${percentiles(column)}` : '';
  }

  protected wordsOf({ columns }: DrawnHeat): string {
    const last = columns[columns.length - 1];
    const { label } = this;
    return last
      ? `${label} as a heat map; newest: ${percentiles(last)}.`
      : `${label}: no readings in this window.`;
  }
}

function percentiles({ histogram }: HeatColumn): string {
  const read = (q: number): string => formatValue(quantile(histogram, q), 'ms');
  return `p50 ${read(0.5)}, p95 ${read(0.95)}, p99 ${read(0.99)}`;
}
