import uPlot from 'uplot';
import type { Columns, Span } from '../feed/timeline.js';
import type { DisplayUnit } from '../format/format.js';
import { timeAxes, type AxisLook } from './axes.js';
import { EMPTY_OVERLAY, drawAbove, drawBelow, type Overlay } from './overlays.js';
import type { Palette } from './palette.js';
import { scaleRange } from './scale-range.js';

export interface TimeChartOptions {
  readonly unit: DisplayUnit;
  readonly palette: Palette;
  /** One per line. A sparse line joins readings that are apart and dots each. */
  readonly lines: readonly { readonly label: string; readonly sparse: boolean }[];
  /** The pointer is over this time; undefined once it left. */
  readonly onCursor: (time: number | undefined) => void;
  /** A window was dragged. */
  readonly onZoom: (window: Span) => void;
  /** Double click. */
  readonly onReset: () => void;
}

/** A line chart over time. It takes columns and knows nothing of where they come from. */
export interface TimeChart {
  /** Draws now, in this call. */
  draw(columns: Columns, window: Span, overlay: Overlay): void;
  /** CSS pixels. Takes effect at once. */
  resize(width: number, height: number): void;
  /** Shows the cursor at a time, or hides it. */
  setCursor(time: number | undefined): void;
  setPalette(palette: Palette): void;
  destroy(): void;
}

/** More dots than this many pixels apart would only thicken the line. */
const DOT_SPACE = 8;
const LINE_WIDTH = 1.5;
/** A drag shorter than this is a click. CSS pixels. */
const DRAG_DISTANCE = 6;

/** Readings with a gap on both sides: without a dot they would not be seen at all. */
function lonelyPoints(
  plot: uPlot,
  seriesIndex: number,
  _show: boolean,
  gaps?: null | number[][],
): number[] | null {
  if (!gaps || gaps.length === 0) return null;
  const values = plot.data[seriesIndex] ?? [];
  const [from = 0, to = 0] = plot.series[0]?.idxs ?? [];
  const lonely: number[] = [];
  for (let i = from; i <= to; i++) {
    if (values[i] != null && values[i - 1] === null && values[i + 1] === null) lonely.push(i);
  }
  return lonely.length > 0 ? lonely : null;
}

function lineSeries(line: TimeChartOptions['lines'][number], index: number, look: AxisLook): uPlot.Series {
  const stroke = () => (index === 0 ? look.palette.line : look.palette['line-2']);
  return {
    label: line.label,
    stroke,
    width: LINE_WIDTH,
    points: {
      size: 4,
      width: 0,
      fill: stroke,
      show: (plot, _series, from, to) => line.sparse && (to - from) * DOT_SPACE < plot.over.clientWidth,
      filter: lonelyPoints,
    },
    ...(index === 0 ? { fill: () => look.palette.fill } : {}),
  };
}

interface State {
  window: Span;
  overlay: Overlay;
  hovering: boolean;
}

function plotOptions(options: TimeChartOptions, look: AxisLook, state: State): uPlot.Options {
  return {
    width: 300,
    height: 120,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: false },
      y: {
        range: (_plot, low, high) => {
          // uPlot hands in null where nothing is in view.
          const extent = (low as number | null) === null ? undefined : ([low, high] as const);
          return [...scaleRange(options.unit, extent, state.overlay.threshold)] as [number, number];
        },
      },
    },
    axes: timeAxes(options.unit, look),
    series: [{}, ...options.lines.map((line, index) => lineSeries(line, index, look))],
    cursor: {
      y: false,
      points: { size: 6, width: 0 },
      drag: { x: true, y: false, setScale: false, dist: DRAG_DISTANCE },
      bind: { dblclick: () => () => (options.onReset(), null) },
    },
    hooks: {
      drawClear: [(plot) => drawBelow(plot, state.overlay, look.palette)],
      draw: [(plot) => drawAbove(plot, state.overlay, look.palette)],
      setCursor: [
        (plot) => {
          const { left } = plot.cursor;
          if (state.hovering && left !== undefined && left >= 0) options.onCursor(plot.posToVal(left, 'x'));
        },
      ],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width <= 0) return;
          const window = { from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') };
          plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
          options.onZoom(window);
        },
      ],
    },
  };
}

export function createTimeChart(host: HTMLElement, options: TimeChartOptions): TimeChart {
  const look: AxisLook = { palette: options.palette };
  const state: State = { window: { from: 0, to: 1 }, overlay: EMPTY_OVERLAY, hovering: false };
  const plot = new uPlot(plotOptions(options, look, state), [[], ...options.lines.map(() => [])], host);
  plot.over.addEventListener('mouseenter', () => (state.hovering = true));
  plot.over.addEventListener('mouseleave', () => {
    state.hovering = false;
    options.onCursor(undefined);
  });

  return {
    draw(columns, window, overlay) {
      state.window = window;
      state.overlay = overlay;
      plot.batch(() => {
        plot.setData([columns.times, ...columns.values], false);
        plot.setScale('x', { min: window.from, max: window.to });
      });
    },
    resize(width, height) {
      if (width > 0 && height > 0 && (width !== plot.width || height !== plot.height))
        plot.setSize({ width, height });
    },
    setCursor(time) {
      if (state.hovering) return;
      const left = time === undefined ? -10 : plot.valToPos(time, 'x');
      plot.setCursor({ left, top: 0 }, false);
    },
    setPalette(palette) {
      look.palette = palette;
    },
    destroy: () => plot.destroy(),
  };
}
