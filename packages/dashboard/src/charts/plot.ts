import uPlot from 'uplot';
import type { Span } from '../feed/timeline.js';
import type { Palette } from './palette.js';

/** What a person does on a chart. */
export interface PlotEvents {
  /** The pointer is over this time; undefined once it left. */
  readonly onCursor: (time: number | undefined) => void;
  /** A window was dragged. */
  readonly onZoom: (window: Span) => void;
  /** Double click. */
  readonly onReset: () => void;
}

/** What all charts over time can do. */
export interface Plot {
  /** CSS pixels. Takes effect at once. */
  resize(width: number, height: number): void;
  /** Shows the cursor at a time, or hides it. Does nothing on the chart that the pointer is on: it has its own. */
  setCursor(time: number | undefined): void;
  setPalette(palette: Palette): void;
  destroy(): void;
}

/** A drag shorter than this is a click. CSS pixels. */
const DRAG_DISTANCE = 6;
/** Any size will do until the element has been measured. */
const FIRST_SIZE = { width: 300, height: 120 };

type PlotParts = Pick<uPlot.Options, 'axes' | 'scales' | 'series'> & {
  readonly points: boolean;
  readonly below?: (plot: uPlot) => void;
  readonly above: (plot: uPlot) => void;
};

/**
 * A uPlot over time with our pointer behaviour: it reports what was done, and whoever listens sets the window.
 *
 * Each uPlot defines a getter on itself, and V8 keeps one of them, with all that its options reach, as part of the hidden
 * class that they share. So nothing here may reach our elements once a plot was destroyed: the listeners are let go, and
 * what the options capture is no more than they need.
 */
export function createUplot(
  host: HTMLElement,
  parts: PlotParts,
  listeners: PlotEvents,
): { plot: uPlot; base: Omit<Plot, 'setPalette'> } {
  const { points, below, above, ...options } = parts;
  let events: PlotEvents | undefined = listeners;
  let hovering = false;
  /** Whether a cursor set from outside is on the chart: to hide what is hidden would cost each drawing. */
  let shown = false;

  const tellCursor = ({ cursor: { left }, posToVal }: uPlot): void => {
    if (hovering && left !== undefined && left >= 0) events?.onCursor(posToVal(left, 'x'));
  };

  const tellZoom = (plot: uPlot): void => {
    const { left, width } = plot.select;
    if (width <= 0) return;
    const window = { from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') };
    plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    events?.onZoom(window);
  };

  const plot = new uPlot(
    {
      ...FIRST_SIZE,
      ...options,
      padding: [8, 8, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        points: points ? { size: 6, width: 0 } : { show: false },
        drag: { x: true, y: false, setScale: false, dist: DRAG_DISTANCE },
        bind: { dblclick: () => () => (events?.onReset(), null) },
      },
      hooks: {
        drawClear: below ? [below] : [],
        draw: [above],
        setCursor: [tellCursor],
        setSelect: [tellZoom],
      },
    },
    [[], ...options.series.slice(1).map(() => [])],
    host,
  );
  plot.over.addEventListener('mouseenter', () => (hovering = true));
  plot.over.addEventListener('mouseleave', () => {
    hovering = false;
    events?.onCursor(undefined);
  });

  return {
    plot,
    base: {
      resize(width, height) {
        if (width > 0 && height > 0 && (width !== plot.width || height !== plot.height))
          plot.setSize({ width, height });
      },
      setCursor(time) {
        if (hovering || (time === undefined && !shown)) return;
        shown = time !== undefined;
        plot.setCursor({ left: time === undefined ? -10 : plot.valToPos(time, 'x'), top: 0 }, false);
      },
      destroy() {
        events = undefined;
        plot.destroy();
      },
    },
  };
}
