import { quantileOfSorted, sorted } from '@wasm-vitals/analysis';
import type { EpochMs, MetricUnit, Severity } from '@wasm-vitals/protocol';
import { formatQuantity } from '../../prose/quantity.js';
import { clockTime } from '../../prose/time.js';
import { binColumn, type Bin } from './chart-bins.js';
import { scaleTo, type Scale } from './chart-scale.js';
import { html, type Markup } from './markup.js';

export interface ChartLine {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

export interface ChartSpan {
  readonly since?: EpochMs;
  readonly until?: EpochMs;
  readonly severity: Severity;
  readonly label: string;
}

export interface Chart {
  readonly title: string;
  readonly unit: MetricUnit;
  readonly times: readonly EpochMs[];
  /** One to three lines of one unit. */
  readonly lines: readonly ChartLine[];
  readonly spans: readonly ChartSpan[];
  /** A horizontal line that readings should stay on one side of. */
  readonly target?: { readonly value: number; readonly label: string };
}

const WIDTH = 360;
const HEIGHT = 148;
const BOX = { left: 58, right: 352, top: 10, bottom: 122 } as const;
/** Narrower than a pixel each on a phone; keeps an hour of charts under 100 KB. */
const MOST_BINS = 180;
const CLASSES = ['a', 'b', 'c'] as const;

const round = (value: number) => Number(value.toFixed(1));

interface Frame {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly scale: Scale;
}

const xOf = ({ from, to }: Frame, time: EpochMs) => {
  const share = to > from ? (time - from) / (to - from) : 0.5;
  return round(BOX.left + Math.min(1, Math.max(0, share)) * (BOX.right - BOX.left));
};

const yOf = ({ scale }: Frame, value: number) =>
  round(BOX.bottom - Math.min(1, Math.max(0, value / scale.max)) * (BOX.bottom - BOX.top));

/** Runs of bins without a gap between them. */
function runsOf(bins: readonly (Bin | undefined)[]): readonly (readonly Bin[])[] {
  const runs: Bin[][] = [];
  let open = false;
  for (const bin of bins) {
    if (bin && open) runs.at(-1)?.push(bin);
    else if (bin) runs.push([bin]);
    open = bin !== undefined;
  }
  return runs;
}

function pathOf(frame: Frame, runs: readonly (readonly Bin[])[]): string {
  const point = ({ time, mean }: Bin) => `${xOf(frame, time)} ${yOf(frame, mean)}`;
  // A single reading is drawn as a dot: a line of no length with round ends
  return runs.map((run) => `M${run.map(point).join('L')}${run.length === 1 ? 'h0' : ''}`).join('');
}

function bandOf(frame: Frame, runs: readonly (readonly Bin[])[]): string {
  return runs
    .filter((run) => run.some(({ low, high }) => high > low))
    .map((run) => {
      const upper = run.map(({ time, high }) => `${xOf(frame, time)} ${yOf(frame, high)}`);
      const lower = run.map(({ time, low }) => `${xOf(frame, time)} ${yOf(frame, low)}`).reverse();
      return `M${[...upper, ...lower].join('L')}Z`;
    })
    .join('');
}

function gridOf(frame: Frame, unit: MetricUnit): Markup {
  const middle = frame.from + (frame.to - frame.from) / 2;
  return html`${frame.scale.ticks.map((tick) => {
      const y = yOf(frame, tick);
      return html`<path class="grid" d="M${BOX.left} ${y}H${BOX.right}" /><text
          class="tick end"
          x="${BOX.left - 6}"
          y="${y + 3.5}"
          >${formatQuantity(tick, unit)}</text
        >`;
    })}<text class="tick" x="${BOX.left}" y="${HEIGHT - 10}">${clockTime(frame.from)}</text
    ><text class="tick middle" x="${(BOX.left + BOX.right) / 2}" y="${HEIGHT - 10}">${clockTime(middle)}</text
    ><text class="tick end" x="${BOX.right}" y="${HEIGHT - 10}">${clockTime(frame.to)}</text>`;
}

function spansOf(frame: Frame, spans: readonly ChartSpan[]): Markup {
  return html`${spans.map((span) => {
    const from = xOf(frame, span.since ?? frame.from);
    const width = round(Math.max(1.5, xOf(frame, span.until ?? frame.to) - from));
    const height = BOX.bottom - BOX.top;
    return html`<rect
      class="span ${span.severity}"
      x="${from}"
      y="${BOX.top}"
      width="${width}"
      height="${height}"
    />`;
  })}`;
}

function targetOf(frame: Frame, target: Chart['target']): Markup | undefined {
  if (!target || target.value > frame.scale.max) return undefined;
  const y = yOf(frame, target.value);
  return html`<path class="target" d="M${BOX.left} ${y}H${BOX.right}" /><text
      class="tick end target-label"
      x="${BOX.right}"
      y="${y > 24 ? y - 4 : y + 11}"
      >${target.label}</text
    >`;
}

/** A peak this many times as high as what 95 % of the readings stay below would flatten all of them. */
const PEAK = 4;
/** Room above what is drawn, so that a cut peak is seen to leave the chart. */
const HEADROOM = 1.25;

/** Where the chart ends: at its greatest value, or, where single peaks dwarf the rest, above the rest. */
function roofOf(highs: readonly number[], unit: MetricUnit): number {
  const ascending = sorted(highs);
  const most = ascending.at(-1) ?? 0;
  const usual = quantileOfSorted(ascending, 0.95) ?? most;
  return unit === 'ms' && usual > 0 && most > PEAK * usual ? HEADROOM * usual : most;
}

/** The highest peak that leaves the chart, by its value. */
function peakOf(frame: Frame, bins: readonly (Bin | undefined)[], unit: MetricUnit): Markup | undefined {
  const peak = bins.reduce<Bin | undefined>(
    (top, bin) => (bin && bin.high > (top?.high ?? frame.scale.max) ? bin : top),
    undefined,
  );
  if (!peak) return undefined;
  const x = xOf(frame, peak.time);
  const isRight = x > (BOX.left + BOX.right) / 2;
  return html`<text class="tick ${isRight ? 'end' : ''}" x="${x + (isRight ? -4 : 4)}" y="${BOX.top + 9}"
    >↑ ${formatQuantity(peak.high, unit)}</text
  >`;
}

/** What the chart shows, for those who can't see it. */
function inWords({ lines, unit, spans }: Chart): string {
  const parts = lines.map(({ label, values }) => {
    const readings = values.filter((value) => value !== null);
    const show = (value: number | undefined) => (value === undefined ? '–' : formatQuantity(value, unit));
    const low = readings.reduce((least, value) => Math.min(least, value), readings[0] ?? 0);
    const high = readings.reduce((most, value) => Math.max(most, value), readings[0] ?? 0);
    return `${label}: first ${show(readings[0])}, last ${show(readings.at(-1))}, between ${show(low)} and ${show(high)}`;
  });
  const marked = spans.map(({ label }) => `marked: ${label}`);
  return [...parts, ...marked].join('; ');
}

/** A line chart as inline SVG; nothing where no line has a reading. */
export function chart(input: Chart): Markup | undefined {
  const binned = input.lines
    .map((line) => ({ ...line, bins: binColumn(input.times, line.values, MOST_BINS) }))
    .filter(({ bins }) => bins.some((bin) => bin !== undefined));
  const from = input.times[0];
  const to = input.times.at(-1);
  if (binned.length === 0 || from === undefined || to === undefined) return undefined;
  const highs = binned.flatMap(({ bins }) => bins.flatMap((bin) => bin?.high ?? []));
  const roof = roofOf(highs, input.unit);
  const near = input.target && input.target.value < 3 * roof ? input.target.value : 0;
  const frame = { from, to, scale: scaleTo(Math.max(near, roof), input.unit) };
  const words = inWords({ ...input, lines: binned });
  return html`<figure class="card chart">
    <figcaption>
      <strong>${input.title}</strong>${
        binned.length > 1 &&
        html` <span class="legend"
          >${binned.map(({ label }, i) => html`<span class="key ${CLASSES[i] ?? 'c'}">${label}</span>`)}</span
        >`
      }
    </figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${input.title}: ${words}">
      ${spansOf(frame, input.spans)}${gridOf(frame, input.unit)}${targetOf(frame, input.target)}${binned.map(
        ({ bins }, i) => {
          const runs = runsOf(bins);
          const band = bandOf(frame, runs);
          const name = CLASSES[i] ?? 'c';
          return html`${band !== '' && html`<path class="band ${name}" d="${band}" />`}<path
              class="line ${name}"
              d="${pathOf(frame, runs)}"
            />`;
        },
      )}${peakOf(
        frame,
        binned.flatMap(({ bins }) => bins),
        input.unit,
      )}
    </svg>
  </figure>`;
}
