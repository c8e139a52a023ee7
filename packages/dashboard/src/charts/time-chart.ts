import type uPlot from 'uplot';
import type { Columns, Span } from '../feed/timeline.js';
import type { DisplayUnit } from '../format/format.js';
import { timeAxes, type AxisLook } from './axes.js';
import { EMPTY_OVERLAY, drawAbove, drawBelow, type Overlay } from './overlays.js';
import type { Palette } from './palette.js';
import { createUplot, type Plot, type PlotEvents } from './plot.js';
import { scaleRange } from './scale-range.js';

interface Line {
  readonly label: string;
  /** Joins readings that are apart and dots each. */
  readonly sparse: boolean;
}

export interface TimeChartOptions extends PlotEvents {
  readonly unit: DisplayUnit;
  readonly palette: Palette;
  readonly lines: readonly Line[];
}

/** A line chart over time. It takes columns and knows nothing of where they come from. */
export interface TimeChart extends Plot {
  /** Draws now, in this call. */
  draw(columns: Columns, window: Span, overlay: Overlay): void;
}

/** Dots nearer to each other than this would only thicken the line. CSS pixels. */
const DOT_SPACE = 8;
/**
 * One device pixel is drawn as a hairline, which without a GPU costs half of what 1.5 cost; where pixels are finer, one would
 * be too thin. The area under the line is left empty: to fill it cost as much again, and hid the band of what is normal.
 */
const lineWidth = (): number => (devicePixelRatio < 1.5 ? 1 : 1.5);

/** Readings with a gap on both sides: without a dot they would not be seen at all. */
function lonelyPoints(plot: uPlot, index: number, _show: boolean, gaps?: null | number[][]): number[] | null {
  if (!gaps || gaps.length === 0) return null;
  const values = plot.data[index] ?? [];
  const [from = 0, to = 0] = plot.series[0]?.idxs ?? [];
  const lonely: number[] = [];
  for (let i = from; i <= to; i++) {
    if (values[i] != null && values[i - 1] === null && values[i + 1] === null) lonely.push(i);
  }
  return lonely.length > 0 ? lonely : null;
}

function lineSeries(line: Line, index: number, look: AxisLook): uPlot.Series {
  const stroke = () => (index === 0 ? look.palette.line : look.palette['line-2']);
  return {
    label: line.label,
    stroke,
    width: lineWidth(),
    points: {
      size: 4,
      width: 0,
      fill: stroke,
      show: (plot, _series, from, to) => line.sparse && (to - from) * DOT_SPACE < plot.over.clientWidth,
      filter: lonelyPoints,
    },
  };
}

export function createTimeChart(host: HTMLElement, options: TimeChartOptions): TimeChart {
  const { unit, lines } = options;
  const look: AxisLook = { palette: options.palette };
  let overlay = EMPTY_OVERLAY;

  const range = (_plot: uPlot, low: number | null, high: number | null): [number, number] => {
    const extent = low === null || high === null ? undefined : ([low, high] as const);
    const [bottom, top] = scaleRange(unit, extent, overlay.threshold);
    return [bottom, top];
  };

  const { plot, base } = createUplot(
    host,
    {
      scales: { x: { time: false }, y: { range } },
      axes: timeAxes(unit, look),
      series: [{}, ...lines.map((line, index) => lineSeries(line, index, look))],
      points: true,
      below: (drawn) => drawBelow(drawn, overlay, look.palette),
      above: (drawn) => drawAbove(drawn, overlay, look.palette),
    },
    options,
  );

  return {
    ...base,
    draw(columns, window, nextOverlay) {
      overlay = nextOverlay;
      plot.batch(() => {
        plot.setData([columns.times, ...columns.values], false);
        plot.setScale('x', { min: window.from, max: window.to });
      });
    },
    setPalette(palette) {
      look.palette = palette;
    },
  };
}
