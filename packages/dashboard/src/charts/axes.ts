import type uPlot from 'uplot';
import { formatClock, formatParts, formatValue, type DisplayUnit } from '../format/format.js';
import type { Palette } from './palette.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Distances between time labels: those that people count in. Milliseconds. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200].map((s) => s * SECOND);
/** Pixels that a label needs to itself. */
const TIME_SPACE = 64;
const VALUE_SPACE = 26;
const TIME_HEIGHT = 20;
const VALUE_WIDTH = 50;

/** Steps between size labels are powers of two, so that they read 16 MiB and not 15.3. */
const BYTE_STEPS = Array.from({ length: 42 }, (_, power) => 2 ** power);

/** What changes under an axis after it was made: the theme. */
export interface AxisLook {
  palette: Palette;
}

/** Labels stand at round values: `50 %` and not `50.0 %`. */
const round = (text: string): string => text.replace(/\.0+(?=\D|$)/, '');

function valueLabel(value: number, unit: DisplayUnit): string {
  if (unit === 'ratio' || unit === 'bytes' || unit === 'ms') return round(formatValue(value, unit));
  const { text, unit: magnitude } = formatParts(value, unit);
  // `4 k` of calls, where the unit itself stands beside the figure above.
  return round(unit === 'count' || unit === 'per second' ? `${text}${magnitude.replace('/s', '')}` : text);
}

/** More labels than all charts of a page have at a time. */
const LABELS_KEPT = 500;

/** Labels stay the same from one drawing to the next, and writing them costs more than all else about an axis. */
function remembered(write: (value: number) => string): (value: number) => string {
  const texts = new Map<number, string>();
  return (value) => {
    let text = texts.get(value);
    if (text === undefined) {
      if (texts.size >= LABELS_KEPT) texts.clear();
      texts.set(value, (text = write(value)));
    }
    return text;
  };
}

function valueLabels(unit: DisplayUnit): uPlot.Axis.Values {
  const label = remembered((value) => valueLabel(value, unit));
  return (_plot, splits) => splits.map(label);
}

/** All charts have the same time axis. */
const clock = remembered((time) => formatClock(time));
const clockMinutes = remembered((time) => formatClock(time, false));

/** A label nearer to the right edge than this share of the window would be cut off. */
const EDGE = 0.045;

/** uPlot hands in the plot, the times, the axis, the space and the step between the times. */
const timeLabels = (...given: Parameters<uPlot.Axis.DynamicValues>): (string | null)[] => {
  const plot = given[0];
  const times = given[1];
  const step = given[4];
  const { min = 0, max = 0 } = plot.scales['x'] ?? {};
  const last = max - (max - min) * EDGE;
  const write = step < MINUTE ? clock : clockMinutes;
  return times.map((time) => (time > last ? null : write(time)));
};

/** Time below, values on the left. */
export function timeAxes(unit: DisplayUnit, look: AxisLook): uPlot.Axis[] {
  const shared = {
    font: look.palette.font,
    stroke: () => look.palette.label,
    ticks: { show: false },
    gap: 4,
  };
  const grid = { stroke: () => look.palette.grid, width: 1 };
  return [
    {
      ...shared,
      size: TIME_HEIGHT,
      space: TIME_SPACE,
      incrs: TIME_STEPS,
      values: timeLabels,
      grid: { show: false },
    },
    {
      ...shared,
      size: VALUE_WIDTH,
      space: VALUE_SPACE,
      values: valueLabels(unit),
      grid,
      ...(unit === 'bytes' ? { incrs: BYTE_STEPS } : {}),
    },
  ];
}
