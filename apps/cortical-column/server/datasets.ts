// Stimulus films, computed from their name and number: the same request always gets the same bytes.

/** Pixels along a side of the square map, frames in a chunk, length of a frame. */
export const SIDE = 32;
export const FRAMES = 50;
export const FRAME_MS = 10;
/** Chunks of each dataset, 0.5 s each. */
export const CHUNKS = 24;

interface Moment {
  /** -1 to 1 across the column. */
  readonly x: number;
  readonly y: number;
  /** 0 to 1 within the chunk. */
  readonly t: number;
  readonly chunk: number;
}

type Pattern = (at: Moment) => number;

const blob = (dx: number, dy: number, width: number): number =>
  Math.exp(-(dx * dx + dy * dy) / (2 * width * width));

function whisker({ x, y, t, chunk }: Moment): number {
  // one of 12 whiskers is touched, twice: a fast rise, a slower fall
  const angle = ((chunk * 5) % 12) * (Math.PI / 6);
  const phase = (t * 2) % 1;
  const time = phase < 0.12 ? phase / 0.12 : Math.exp(-(phase - 0.12) * 6);
  return time * blob(x - 0.55 * Math.cos(angle), y - 0.55 * Math.sin(angle), 0.24);
}

function bars({ x, y, t, chunk }: Moment): number {
  const angle = (chunk % 8) * (Math.PI / 8);
  const along = x * Math.cos(angle) + y * Math.sin(angle);
  return Math.exp(-((along - (t * 2.6 - 1.3)) ** 2) / 0.02);
}

function flashes({ x, y, t, chunk }: Moment): number {
  const on = t < 0.3 ? 1 : 0;
  const width = 0.35 + 0.06 * (chunk % 8);
  return on * Math.min(1, 1.4 * blob(x, y, width));
}

function ripples({ x, y, t, chunk }: Moment): number {
  const angle = chunk * 2.399963; // golden angle: neighbouring chunks look different
  const distance = Math.hypot(x - 0.4 * Math.cos(angle), y - 0.4 * Math.sin(angle));
  return Math.max(0, Math.sin(10 * distance - 4 * Math.PI * t)) ** 3 * Math.exp(-distance);
}

interface Dataset {
  readonly name: string;
  readonly title: string;
  readonly pattern: Pattern;
}

export const DATASETS: readonly Dataset[] = [
  { name: 'whisker-touch', title: 'Whisker touches', pattern: whisker },
  { name: 'moving-bars', title: 'Moving bars', pattern: bars },
  { name: 'flashes', title: 'Flashes', pattern: flashes },
  { name: 'ripples', title: 'Ripples', pattern: ripples },
];

/** What the page needs to know about all datasets. */
export function manifest(): object {
  const datasets = DATASETS.map(({ name, title }) => ({ name, title, chunks: CHUNKS }));
  return { side: SIDE, frames: FRAMES, frameMs: FRAME_MS, datasets };
}

/** One chunk: FRAMES × SIDE × SIDE bytes of brightness; undefined where there is no such chunk. */
export function chunkBytes(name: string, chunk: number): Uint8Array | undefined {
  const dataset = DATASETS.find((candidate) => candidate.name === name);
  if (!dataset || !Number.isInteger(chunk) || chunk < 0 || chunk >= CHUNKS) return undefined;
  const bytes = new Uint8Array(FRAMES * SIDE * SIDE);
  for (let at = 0; at < bytes.length; at++) {
    const x = ((at % SIDE) + 0.5) / (SIDE / 2) - 1;
    const y = ((Math.floor(at / SIDE) % SIDE) + 0.5) / (SIDE / 2) - 1;
    const t = Math.floor(at / (SIDE * SIDE)) / FRAMES;
    bytes[at] = Math.round(255 * Math.min(1, Math.max(0, dataset.pattern({ x, y, t, chunk }))));
  }
  return bytes;
}

/** Chunks of one trial, in the order in which they are shown. */
const TRIAL = 4;

/** The order of a trial. Each chunk comes once in six trials, in an order that changes from round to round. */
export function cue(trial: number): { trial: number; chunks: number[] } {
  const round = Math.floor((trial * TRIAL) / CHUNKS);
  const stride = [5, 7, 11, 13][round % 4] ?? 5; // all prime to 24: each visits every chunk once
  const chunks = Array.from({ length: TRIAL }, (_, k) => ((trial * TRIAL + k) * stride + round) % CHUNKS);
  return { trial, chunks };
}
