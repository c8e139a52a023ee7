import type { DurationMs } from '@wasm-vitals/protocol';
import { createGpuTimer, type GpuMeter, type GpuTimer } from '../../browser/gpu-timer.js';
import type { Guard } from '../../browser/guard.js';

/** GPU time of the drawing that the host hands over, all its contexts together. */
export interface GpuTime {
  /** Measures what is drawn between the meter's `begin` and `end`. */
  measure(gl: WebGL2RenderingContext): GpuMeter;
  /** GPU time of the interval; undefined where no answer came in it. */
  take(): DurationMs | undefined;
  /** How long the GPU worked on the drawing between two times; undefined where nothing is known of that time. */
  between(start: DurationMs, end: DurationMs): DurationMs | undefined;
  /** Reads the answers that have arrived. */
  harvest(): void;
  /** True where a context of the host can be measured. */
  readonly supported: boolean;
  stop(): void;
}

/** Four seconds of 60 frames: long frames are asked about at the end of an interval, at most five seconds late. */
const SPANS_KEPT = 300;

export function createGpuTime(now: () => DurationMs, guard: Guard): GpuTime {
  const timers = new Set<GpuTimer>();
  const spans: { readonly start: DurationMs; readonly end: DurationMs }[] = [];
  const interval = { draws: 0, measured: 0, time: 0 };
  const safely = (work: () => void): void => guard.run('frames', work);

  function onTime(begun: DurationMs, time: DurationMs): void {
    interval.measured += 1;
    interval.time += time;
    // drawings wait in a queue: one begins when it was asked for, and not before the one ahead of it has ended
    const start = Math.max(begun, spans.at(-1)?.end ?? 0);
    spans.push({ start, end: start + time });
    if (spans.length > SPANS_KEPT) spans.shift();
  }

  const harvest = (): void => timers.forEach((timer) => safely(timer.harvest));

  return {
    get supported() {
      return [...timers].some((timer) => timer.supported);
    },
    measure(gl) {
      const timer = createGpuTimer(gl, { now, onTime, onDraw: () => (interval.draws += 1) });
      timers.add(timer);
      return {
        begin: () => safely(timer.begin),
        end: () => safely(timer.end),
        stop() {
          timers.delete(timer);
          safely(() => timer.stop());
        },
      };
    },
    take() {
      harvest();
      const { draws, measured, time } = interval;
      Object.assign(interval, { draws: 0, measured: 0, time: 0 });
      // answers of one interval may be to drawings of the one before: then more are measured than drawn
      return measured > 0 ? (time / measured) * Math.max(draws, measured) : undefined;
    },
    between(start, end) {
      const inside = spans.map((span) => Math.min(end, span.end) - Math.max(start, span.start));
      const some = inside.filter((time) => time > 0);
      return some.length > 0 ? some.reduce((sum, time) => sum + time, 0) : undefined;
    },
    harvest,
    stop() {
      for (const timer of timers) safely(() => timer.stop());
      timers.clear();
    },
  };
}
