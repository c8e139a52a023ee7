import { CategoryScale, Chart, LineController, LineElement, LinearScale, PointElement } from 'chart.js';
import uPlot from 'uplot';
import type { Tick } from '@wasm-vitals/protocol';
import type { Feed, FeedChange } from '@wasm-vitals/dashboard';
import '@wasm-vitals/dashboard';
import { seriesGroup } from '../../packages/dashboard/src/feed/series.js';
import { createDashboardModel } from '../../packages/dashboard/src/model/dashboard-model.js';
import type { ChartElement } from '../../packages/dashboard/src/elements/chart-element.js';

/**
 * Four charts of one library on the same readings: the last so many seconds of one record a second (`Tick`), as a feed
 * hands them out. `update` takes the next of them and resolves once all four charts are drawn.
 *
 * - `ours`: four `<wv-chart>` on a dashboard's model, with what they have there: the band of what is normal, hidden times,
 *   marks, words for screen readers, gaps; drawn in idle time, as many in a period as it has time for.
 * - `uplot`: what one would write with uPlot on the same feed: a column of times and one of readings for each chart, made
 *   from the records, into `setData`; all four drawn at once, at the end of the update.
 * - `chartjs`: the same with Chart.js, tuned as its performance page advises.
 */
export interface Subject {
  update(): Promise<void>;
  remove(): void;
}

const WIDTH = 600;
const HEIGHT = 132;

/** What the four charts show. */
const CHARTS: readonly { readonly metric: string; readonly read: (tick: Tick) => number }[] = [
  { metric: 'rendering.fps', read: ({ fps = NaN }) => fps },
  { metric: 'wasm.memoryUsage', read: ({ wasmReserved = NaN }) => wasmReserved },
  { metric: 'memory.jsHeapUsed', read: ({ jsHeapUsed = NaN }) => jsHeapUsed },
  { metric: 'rendering.frameTime.max', read: ({ frameTimeMax = NaN }) => frameTimeMax },
];
const LINE = '#3b55d9';
const START = Date.UTC(2026, 2, 3, 12);

/**
 * Points that an update adds: as many as move the lines on by two pixels. Our charts don't draw for less, and a figure that
 * came from not drawing would say nothing about drawing.
 */
const stepOf = (points: number): number => Math.ceil((2.25 * points) / WIDTH);

/** The same readings for all: a wave with noise, one a second. */
function reading(chart: number, second: number): number {
  const noise = Math.abs(Math.sin((second + 1) * (chart + 12.9898)) * 43_758.5453) % 1;
  return 50 + 20 * Math.sin(second / 40 + chart) + 6 * noise;
}

const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()));

function box(host: HTMLElement): HTMLElement {
  const element = document.createElement('div');
  element.style.cssText = `float:left;width:${WIDTH}px;height:${HEIGHT}px`;
  host.append(element);
  return element;
}

function tickOf(second: number): Tick {
  return {
    timestamp: START + second * 1_000,
    interval: 1_000,
    visibility: 1,
    fps: reading(0, second),
    wasmReserved: reading(1, second) * 1e6,
    jsHeapUsed: reading(2, second) * 1e6,
    frameTimeMax: reading(3, second),
  };
}

interface Source {
  readonly ticks: () => readonly Tick[];
  /** Adds records and drops as many old ones, in a new array, as feeds do. */
  advance(): void;
}

function createSource(points: number): Source {
  const step = stepOf(points);
  let second = points;
  let ticks: readonly Tick[] = Array.from({ length: points }, (_, i) => tickOf(i + 1));
  return {
    ticks: () => ticks,
    advance() {
      ticks = [...ticks.slice(step), ...Array.from({ length: step }, () => tickOf(++second))];
    },
  };
}

/**
 * Our charts as the dashboard has them: elements on a model on a feed, with baseline, marks and words for readers.
 * `whenDrawn` waits until no chart waits for idle time any more.
 */
function ours(host: HTMLElement, points: number, whenDrawn: () => Promise<void>): Subject {
  const source = createSource(points);
  const listeners = new Set<(change: FeedChange) => void>();
  const feed: Feed = {
    history: () => [],
    ticks: source.ticks,
    alerts: () => [],
    recommendations: () => [],
    subscribeFeed: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const model = createDashboardModel();
  model.setFeed(feed);
  model.setRange('all');
  const charts = CHARTS.map(({ metric }) => {
    const chart = document.createElement('wv-chart') as ChartElement;
    chart.model = model;
    chart.series = seriesGroup([metric]);
    box(host).append(chart);
    return chart;
  });
  return {
    async update() {
      // Not drawn for the first time yet: that is not an update.
      while (charts.some((chart) => !chart.ariaLabel?.includes(':'))) await frame();
      const drawn = whenDrawn();
      source.advance();
      model.pull();
      await drawn;
      await frame();
    },
    remove: () => host.replaceChildren(),
  };
}

/** uPlot as its documentation sets it up, without a legend, and with the same line. */
function bareUplot(host: HTMLElement, points: number): Subject {
  const source = createSource(points);
  const plots = CHARTS.map(({ read }) => {
    const options: uPlot.Options = {
      width: WIDTH,
      height: HEIGHT,
      legend: { show: false },
      series: [{}, { stroke: LINE, width: 1 }],
    };
    return { plot: new uPlot(options, [[], []], box(host)), read };
  });
  return {
    async update() {
      source.advance();
      const ticks = source.ticks();
      const times = ticks.map(({ timestamp }) => timestamp / 1_000);
      for (const { plot, read } of plots) plot.setData([times, ticks.map(read)]);
      await frame();
    },
    remove() {
      for (const { plot } of plots) plot.destroy();
      host.replaceChildren();
    },
  };
}

/** Chart.js tuned as its performance page advises: no animation, no parsing, no points, nothing that is not needed. */
function chartJs(host: HTMLElement, points: number): Subject {
  Chart.register(LineController, LineElement, PointElement, LinearScale, CategoryScale);
  const source = createSource(points);
  const charts = CHARTS.map(({ read }) => {
    const canvas = document.createElement('canvas');
    box(host).append(canvas);
    const chart = new Chart<'line', { x: number; y: number }[]>(canvas, {
      type: 'line',
      data: {
        datasets: [
          {
            data: [],
            borderColor: LINE,
            borderWidth: 1,
            pointRadius: 0,
          },
        ],
      },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        maintainAspectRatio: false,
        events: [],
        scales: { x: { type: 'linear', ticks: { maxRotation: 0, minRotation: 0, sampleSize: 4 } } },
      },
    });
    return { chart, read };
  });
  return {
    async update() {
      source.advance();
      const ticks = source.ticks();
      for (const { chart, read } of charts) {
        const [lines] = chart.data.datasets;
        if (lines) lines.data = ticks.map((tick) => ({ x: tick.timestamp, y: read(tick) }));
        chart.update('none');
      }
      await frame();
    },
    remove() {
      for (const { chart } of charts) chart.destroy();
      host.replaceChildren();
    },
  };
}

export const SUBJECTS = { ours, uplot: bareUplot, chartjs: chartJs } as const;
export type SubjectName = keyof typeof SUBJECTS;
