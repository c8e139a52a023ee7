import type uPlot from 'uplot';
import { bucketUpperBound } from '@wasm-vitals/analysis';
import { HEAT_SCALE, type HeatColumn } from '../feed/heat-columns.js';
import type { Span } from '../feed/timeline.js';
import { formatValue } from '../format/format.js';
import { timeAxes, type AxisLook } from './axes.js';
import type { Palette } from './palette.js';
import { createUplot, type Plot, type PlotEvents } from './plot.js';

export interface HeatChartOptions extends PlotEvents {
  readonly palette: Palette;
}

/** Time to the right, milliseconds upwards on a log scale, stronger where more values fell. */
export interface HeatChart extends Plot {
  /** Draws now, in this call. */
  draw(columns: readonly HeatColumn[], window: Span): void;
}

/** Shades of the colour. More can't be told apart, and each is one fill. */
const LEVELS = 10;
const FAINTEST = 0.1;
const EMPTY_RANGE: [number, number] = [0.1, 100];

/** The lowest and highest bucket in view, with a bucket to spare. */
function extent(columns: readonly HeatColumn[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const { counts } of columns) {
    for (const bucket of counts.keys()) {
      if (bucket < low) low = bucket;
      if (bucket > high) high = bucket;
    }
  }
  if (low > high) return EMPTY_RANGE;
  return [bucketUpperBound(low - 2, HEAT_SCALE), bucketUpperBound(high + 1, HEAT_SCALE)];
}

function drawCells(plot: uPlot, columns: readonly HeatColumn[], colour: string): void {
  const { ctx, bbox } = plot;
  let most = 1;
  for (const { counts } of columns) for (const count of counts.values()) most = Math.max(most, count);
  const levels = Array.from({ length: LEVELS }, () => new Path2D());
  const heights = new Map<number, number>();
  const height = (bucket: number): number => {
    let at = heights.get(bucket);
    if (at === undefined)
      heights.set(bucket, (at = Math.round(plot.valToPos(bucketUpperBound(bucket, HEAT_SCALE), 'y', true))));
    return at;
  };
  for (const { from, to, counts } of columns) {
    const left = Math.round(plot.valToPos(from, 'x', true));
    const width = Math.max(1, Math.round(plot.valToPos(to, 'x', true)) - left);
    for (const [bucket, count] of counts) {
      // Counts span magnitudes: on a linear scale the rare slow calls, which matter, would not be seen.
      const level = Math.min(LEVELS - 1, Math.floor((Math.log1p(count) / Math.log1p(most)) * LEVELS));
      const top = height(bucket);
      levels[level]?.rect(left, top, width, Math.max(1, height(bucket - 1) - top));
    }
  }
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colour;
  levels.forEach((path, level) => {
    ctx.globalAlpha = FAINTEST + ((1 - FAINTEST) * level) / (LEVELS - 1);
    ctx.fill(path);
  });
  ctx.restore();
}

/** Labels at whole powers of ten only: 100 µs, 1 ms, 10 ms. */
const decades = (_plot: uPlot, splits: number[]): (string | null)[] =>
  splits.map((split) => (Number.isInteger(Math.log10(split)) ? formatValue(split, 'ms') : null));

export function createHeatChart(host: HTMLElement, options: HeatChartOptions): HeatChart {
  const look: AxisLook = { palette: options.palette };
  let columns: readonly HeatColumn[] = [];
  const [time, value] = timeAxes('ms', look);
  const { plot, base } = createUplot(
    host,
    {
      scales: { x: { time: false }, y: { distr: 3, log: 10, range: () => extent(columns) } },
      axes: [time ?? {}, { ...value, values: decades }],
      series: [{}, { paths: () => null, points: { show: false } }],
      points: false,
      above: (drawn) => drawCells(drawn, columns, look.palette.heat),
    },
    options,
  );

  return {
    ...base,
    draw(next, window) {
      columns = next;
      plot.batch(() => {
        plot.setData([next.map(({ to }) => to), next.map(() => null)], false);
        plot.setScale('x', { min: window.from, max: window.to });
      });
    },
    setPalette(palette) {
      look.palette = palette;
    },
  };
}
