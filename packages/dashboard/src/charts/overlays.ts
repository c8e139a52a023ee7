import type uPlot from 'uplot';
import type { Baseline } from '@wasm-vitals/protocol';
import type { Span } from '../feed/timeline.js';
import type { Mark, Shade } from '../model/marks.js';
import type { Palette } from './palette.js';

/** What a chart shows beside its lines. Times epoch ms, values in the chart's unit. */
export interface Overlay {
  readonly band?: { readonly low: number; readonly high: number } | undefined;
  readonly threshold?: number | undefined;
  readonly shades: readonly Shade[];
  readonly marks: readonly Mark[];
  readonly hidden: readonly Span[];
}

export const EMPTY_OVERLAY: Overlay = { shades: [], marks: [], hidden: [] };

/** Readings outside of three spreads are rare where all is normal (the usual control limit). */
const BAND_SPREADS = 3;
/** A reading that never moves has no spread: the band is at least this share of it. */
const BAND_LEAST = 0.01;

/** The heights between which readings are normal. */
export function bandOf(baseline: Baseline): { low: number; high: number } {
  const reach = Math.max(baseline.spread * BAND_SPREADS, Math.abs(baseline.median) * BAND_LEAST);
  return { low: baseline.median - reach, high: baseline.median + reach };
}

type Context = CanvasRenderingContext2D;

const SHADE_ALPHA = 0.14;
const HATCH_STEP = 6;

const x = (plot: uPlot, time: number): number => plot.valToPos(time, 'x', true);
const y = (plot: uPlot, value: number): number => plot.valToPos(value, 'y', true);

function clipped(plot: uPlot, draw: (context: Context) => void): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx);
  ctx.restore();
}

/** Left edge and width in canvas pixels of the part of a span that shows; undefined where none does. */
function spanBox(plot: uPlot, span: Span): { left: number; width: number } | undefined {
  const { min, max } = plot.scales['x'] ?? {};
  if (min == null || max == null || span.to < min || span.from > max) return undefined;
  const left = x(plot, Math.max(span.from, min));
  return { left, width: Math.max(1, x(plot, Math.min(span.to, max)) - left) };
}

function hatch(plot: uPlot, context: Context, span: Span): void {
  const box = spanBox(plot, span);
  if (!box) return;
  const { top, height } = plot.bbox;
  context.save();
  context.beginPath();
  context.rect(box.left, top, box.width, height);
  context.clip();
  context.beginPath();
  const step = HATCH_STEP * devicePixelRatio;
  for (let at = box.left - height; at < box.left + box.width; at += step) {
    context.moveTo(at, top + height);
    context.lineTo(at + height, top);
  }
  context.stroke();
  context.restore();
}

/** Most charts have no more than this under their lines: without a clip, which costs more than the band. */
function drawBand(plot: uPlot, band: NonNullable<Overlay['band']>, palette: Palette): void {
  const { ctx, bbox } = plot;
  const upper = Math.max(bbox.top, y(plot, band.high));
  const lower = Math.min(bbox.top + bbox.height, Math.max(y(plot, band.low), upper + 1));
  if (lower <= upper) return;
  // uPlot remembers the style that it has set.
  ctx.save();
  ctx.fillStyle = palette.band;
  ctx.fillRect(bbox.left, upper, bbox.width, lower - upper);
  ctx.restore();
}

/** What lies under the lines: hidden times hatched, alerts shaded, the band of what is normal. */
export function drawBelow(plot: uPlot, overlay: Overlay, palette: Palette): void {
  if (overlay.band) drawBand(plot, overlay.band, palette);
  if (overlay.hidden.length === 0 && overlay.shades.length === 0) return;
  clipped(plot, (context) => {
    const { top, height } = plot.bbox;
    context.strokeStyle = palette.hatch;
    context.lineWidth = devicePixelRatio;
    for (const span of overlay.hidden) hatch(plot, context, span);
    context.globalAlpha = SHADE_ALPHA;
    for (const shade of overlay.shades) {
      const box = spanBox(plot, shade);
      if (!box) continue;
      context.fillStyle = palette[shade.severity];
      context.fillRect(box.left, top, box.width, height);
    }
  });
}

function drawMark(plot: uPlot, context: Context, mark: Mark): void {
  const { top, height } = plot.bbox;
  const at = Math.round(x(plot, mark.time)) + 0.5;
  const size = 4 * devicePixelRatio;
  context.globalAlpha = 0.55;
  context.beginPath();
  context.moveTo(at, top);
  context.lineTo(at, top + height);
  context.stroke();
  context.globalAlpha = 1;
  context.beginPath();
  if (mark.kind === 'action') {
    context.moveTo(at, top + height - 2 * size);
    context.lineTo(at + size, top + height - size);
    context.lineTo(at, top + height);
    context.lineTo(at - size, top + height - size);
  } else {
    context.moveTo(at - size, top);
    context.lineTo(at + size, top);
    context.lineTo(at, top + size * 1.5);
  }
  context.closePath();
  context.fill();
}

/** What lies over the lines: the threshold, and alerts (triangles above) and actions (diamonds below) as marks. */
export function drawAbove(plot: uPlot, overlay: Overlay, palette: Palette): void {
  const { min, max } = plot.scales['x'] ?? {};
  if (min == null || max == null) return;
  const marks = overlay.marks.filter((mark) => mark.time >= min && mark.time <= max);
  if (marks.length === 0 && overlay.threshold === undefined) return;
  clipped(plot, (context) => {
    const ratio = devicePixelRatio;
    context.lineWidth = ratio;
    if (overlay.threshold !== undefined) {
      const at = Math.round(y(plot, overlay.threshold)) + 0.5;
      context.strokeStyle = palette.threshold;
      context.setLineDash([4 * ratio, 3 * ratio]);
      context.beginPath();
      context.moveTo(plot.bbox.left, at);
      context.lineTo(plot.bbox.left + plot.bbox.width, at);
      context.stroke();
    }
    context.setLineDash([2 * ratio, 2 * ratio]);
    for (const mark of marks) {
      context.strokeStyle = context.fillStyle = palette[mark.kind];
      drawMark(plot, context, mark);
    }
  });
}
