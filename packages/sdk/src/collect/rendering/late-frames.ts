import { frameVerdict, type FrameEvidence } from '@wasm-vitals/analysis';
import type { EpochMs, GrowthEvent, LongFrame } from '@wasm-vitals/protocol';
import type { Clock } from '../../browser/clock.js';
import { forcedLayoutTime, layoutTime, toLongFrame, type LongFrameEntry } from './long-frames.js';

/** Where other collectors saw what happened at a time. All times monotonic, in ms. */
export interface FrameWitnesses {
  /** Time in WebAssembly by function. */
  readonly callsBetween?: (start: number, end: number) => NonNullable<FrameEvidence['calls']>;
  /** The JS heap is read, and the greatest drop between two readings around these times is told. */
  readonly heapDropBetween?: (start: number, end: number) => FrameEvidence['heapDrop'];
  /** Growth events of the interval that ends now, and of the one before it. */
  readonly growth?: () => readonly GrowthEvent[];
  /** How long the GPU worked between two times. */
  readonly gpuBetween?: (start: number, end: number) => number | undefined;
}

/** Long frames of an interval, each with the verdict on why it was late. */
export interface LateFrames {
  add(entry: LongFrameEntry): void;
  take(): readonly LongFrame[];
}

/** Five seconds hold a hundred long frames at most; more come only in one go, from before our start. */
const LONG_FRAMES_KEPT = 100;

/**
 * Calls and heap are asked for as soon as the browser tells of a frame, while they are remembered; growth and GPU time only
 * when the interval is summarised, as they are known late.
 */
export function createLateFrames(clock: Clock, witnesses: FrameWitnesses = {}): LateFrames {
  const { callsBetween, heapDropBetween, growth, gpuBetween } = witnesses;
  let noted: (FrameEvidence & { readonly frame: LongFrame; readonly start: number })[] = [];

  function grownBetween(start: EpochMs, end: EpochMs): readonly GrowthEvent[] {
    return (growth?.() ?? []).filter(({ timestamp }) => timestamp >= start && timestamp <= end);
  }

  return {
    add(entry) {
      if (noted.length >= LONG_FRAMES_KEPT) return;
      const { startTime, duration } = entry;
      const end = startTime + duration;
      const heapDrop = heapDropBetween?.(startTime, end);
      const calls = callsBetween?.(startTime, end);
      noted.push({
        start: startTime,
        frame: toLongFrame(entry, clock),
        layout: layoutTime(entry),
        forcedLayout: forcedLayoutTime(entry),
        ...(calls ? { calls } : {}),
        ...(heapDrop ? { heapDrop } : {}),
      });
    },
    take() {
      const taken = noted;
      noted = [];
      return taken.map(({ start, ...evidence }) => {
        const { frame } = evidence;
        const grown = grownBetween(frame.timestamp, frame.timestamp + frame.duration);
        const gpu = gpuBetween?.(start, start + frame.duration);
        const verdict = frameVerdict({
          ...evidence,
          growth: grown,
          ...(gpu === undefined ? {} : { gpu }),
        });
        return { ...frame, verdict };
      });
    },
  };
}
