/** Runs in the page: a physics world's frames, plain and instrumented side by side, at the display's pace. */

interface FrameJob {
  frames: { setup(): Promise<() => unknown> };
}

export interface PhysicsCost {
  /** Calls into WebAssembly of one frame. */
  readonly callsPerFrame: number;
  /** How many of them were timed. */
  readonly timedPerFrame: number;
  readonly plainMs: number;
  readonly instrumentedMs: number;
  /** Mean extra time of a frame. */
  readonly extraMs: number;
  /** The same of the first frames alone, in which the engine still runs most of our code unoptimised. */
  readonly extraAtFirstMs: number;
}

interface Harness {
  loadJob(name: string, tag: string): () => Promise<unknown>;
  startInstrumentation(): {
    take(): { calls: number; functions: readonly { calls: number; samplingRate: number }[] };
    takeTick(): unknown;
    setLevel(level: number): void;
  };
}

const FRAME_MS = 1_000 / 60;
/** Ten seconds. */
const FIRST_FRAMES = 600;
/** The monitor looks once a second. */
const FRAMES_A_TICK = 60;

/** Mean of the middle half: a paused frame on a busy machine says nothing of ours. */
function middleMean(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.slice(Math.floor(sorted.length / 4), Math.ceil((sorted.length * 3) / 4));
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/** `level` is that of shedding: at the third, calls are only counted. */
export async function benchPhysics(frames: number, level: number): Promise<PhysicsCost> {
  const { loadJob, startInstrumentation } = window as unknown as Harness;
  const plain = await ((await loadJob('rapier3d', 'plain')()) as FrameJob).frames.setup();
  const instrumentation = startInstrumentation();
  instrumentation.setLevel(level);
  const instrumented = await ((await loadJob('rapier3d', 'instrumented')()) as FrameJob).frames.setup();
  const time = (frame: () => unknown): number => {
    const start = performance.now();
    frame();
    return performance.now() - start;
  };
  for (let i = 0; i < 60; i++) {
    plain();
    instrumented();
  }
  instrumentation.take();
  const plains: number[] = [];
  const ours: number[] = [];
  for (let i = 0; i < frames; i++) {
    await new Promise((resolve) => setTimeout(resolve, FRAME_MS));
    if (i % FRAMES_A_TICK === 0) instrumentation.takeTick();
    if (i % 2 === 0) plains.push(time(plain));
    ours.push(time(instrumented));
    if (i % 2 === 1) plains.push(time(plain));
  }
  const { calls, functions } = instrumentation.take();
  const timed = functions.reduce((sum, each) => sum + each.calls * each.samplingRate, 0);
  const extra = ours.map((value, i) => value - (plains[i] ?? value));
  return {
    callsPerFrame: calls / frames,
    timedPerFrame: timed / frames,
    plainMs: middleMean(plains),
    instrumentedMs: middleMean(ours),
    extraMs: middleMean(extra),
    extraAtFirstMs: middleMean(extra.slice(0, FIRST_FRAMES)),
  };
}

export interface RatioRow {
  readonly plainMs: number;
  readonly instrumentedMs: number;
  /** Minimum over minimum. */
  readonly ratio: number;
}

interface WholeJob {
  default: { setup(io: unknown): Promise<() => unknown> };
}

/** A job's whole work, plain and instrumented in turns in one page, for about `budgetMs` in all. */
export async function benchJob(name: string, budgetMs: number): Promise<RatioRow> {
  const { loadJob, startInstrumentation, jobIo } = window as unknown as Harness & { jobIo: unknown };
  const plain = await ((await loadJob(name, 'plain')()) as WholeJob).default.setup(jobIo);
  startInstrumentation();
  const instrumented = await ((await loadJob(name, 'instrumented')()) as WholeJob).default.setup(jobIo);
  const time = async (run: () => unknown): Promise<number> => {
    const start = performance.now();
    await run();
    return performance.now() - start;
  };
  for (let i = 0; i < WARM_UP; i++) {
    await time(plain);
    await time(instrumented);
  }
  let plainMs = Infinity;
  let instrumentedMs = Infinity;
  const end = performance.now() + budgetMs;
  for (let i = 0; i < MIN_ROUNDS || performance.now() < end; i++) {
    const order = i % 2 === 0 ? [plain, instrumented] : [instrumented, plain];
    for (const run of order) {
      const took = await time(run);
      if (run === plain) plainMs = Math.min(plainMs, took);
      else instrumentedMs = Math.min(instrumentedMs, took);
    }
  }
  return { plainMs, instrumentedMs, ratio: instrumentedMs / plainMs };
}

const WARM_UP = 10;
const MIN_ROUNDS = 20;

Object.assign(window, { benchPhysics, benchJob });
