import type { ColumnInfo, Spikes } from '../simulation/column.js';
import { POPULATIONS } from '../simulation/populations.js';
import type { Theme } from './theme.js';

/** Biological time that the plot shows (ms). */
const WINDOW_MS = 2_000;
/** Neurons shown, at most: more than the plot has pixel rows would only overlap. */
const MOST_ROWS = 360;
/** Empty strip ahead of the pen (px). */
const GAP = 14;

export interface Raster {
  setColumn(info: ColumnInfo): void;
  setTheme(theme: Theme): void;
  /** Adds the spikes of a step that began at `time` (ms) and ended at `until`. */
  draw(spikes: Spikes, time: number, until: number): void;
}

interface Rows {
  /** Row of each neuron, or -1 where it isn't shown. */
  readonly row: Int16Array;
  readonly population: Uint8Array;
  readonly count: number;
  /** First row of each layer but the top one. */
  readonly borders: readonly number[];
}

function chooseRows(info: ColumnInfo): Rows {
  const row = new Int16Array(info.neurons).fill(-1);
  const population = new Uint8Array(info.neurons);
  const stride = Math.max(1, info.neurons / MOST_ROWS);
  const borders: number[] = [];
  let count = 0;
  for (const [p, { layer, excitatory }] of POPULATIONS.entries()) {
    const start = info.starts[p] ?? 0;
    const end = info.starts[p + 1] ?? start;
    if (excitatory && layer > 0) borders.push(count);
    population.fill(p, start, end);
    for (let at = start; at < end; at += stride) row[Math.floor(at)] = count++;
  }
  return { row, population, count, borders };
}

/** Spikes over time, one neuron a row, drawn by a pen that wraps around: nothing is ever drawn twice. */
export function createRaster(canvas: HTMLCanvasElement): Raster {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('This browser gives no 2D canvas.');
  const pen = context;
  let rows: Rows | undefined;
  let theme: Theme | undefined;
  let width = 0;
  let height = 0;

  function reset(): void {
    const ratio = Math.min(2, devicePixelRatio);
    [width, height] = [canvas.clientWidth, canvas.clientHeight];
    canvas.width = Math.max(1, Math.round(width * ratio));
    canvas.height = Math.max(1, Math.round(height * ratio));
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    erase(0, width);
  }

  function erase(from: number, to: number): void {
    if (!theme || !rows) return;
    pen.fillStyle = theme.background;
    pen.fillRect(from, 0, to - from, height);
    pen.fillStyle = theme.line;
    for (const border of rows.borders)
      pen.fillRect(from, Math.round((border / rows.count) * height), to - from, 1);
  }

  function clearAhead(time: number, until: number): void {
    const from = ((time % WINDOW_MS) / WINDOW_MS) * width;
    const to = from + ((until - time) / WINDOW_MS) * width + GAP;
    erase(from, Math.min(to, width));
    if (to > width) erase(0, to - width);
  }

  function dots(population: number, spikes: Spikes, time: number, shown: Rows): void {
    const size = Math.max(1.4, height / shown.count);
    for (let at = 0; at < spikes.neurons.length; at++) {
      const neuron = spikes.neurons[at] ?? 0;
      const row = shown.row[neuron] ?? -1;
      if (row < 0 || shown.population[neuron] !== population) continue;
      const x = (((time + (spikes.times[at] ?? 0)) % WINDOW_MS) / WINDOW_MS) * width;
      pen.fillRect(x, (row / shown.count) * height, 1.6, size);
    }
  }

  new ResizeObserver(reset).observe(canvas);

  return {
    setColumn(info) {
      rows = chooseRows(info);
      reset();
    },
    setTheme(next) {
      theme = next;
      reset();
    },
    draw(spikes, time, until) {
      if (!rows || !theme || width === 0) return;
      clearAhead(time, until);
      for (const [p, { layer, excitatory }] of POPULATIONS.entries()) {
        pen.fillStyle = (excitatory ? theme.layers : theme.inhibitory)[layer] ?? theme.text;
        dots(p, spikes, time, rows);
      }
    },
  };
}
