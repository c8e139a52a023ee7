import type { LongFrame, LongFrameScript } from '@wasm-vitals/protocol';
import type { Clock } from '../../browser/clock.js';

/** What the browser tells of a Long Animation Frame (W3C Long Animation Frames API). */
export interface LongFrameEntry extends PerformanceEntry {
  readonly blockingDuration?: number;
  readonly renderStart?: number;
  readonly styleAndLayoutStart?: number;
  readonly scripts?: readonly {
    readonly invoker?: string;
    readonly sourceURL?: string;
    readonly sourceFunctionName?: string;
    readonly forcedStyleAndLayoutDuration?: number;
    readonly duration: number;
  }[];
}

/** The scripts that took longest are kept; the rest is in the frame's duration. */
const SCRIPTS_KEPT = 5;

export function toLongFrame(entry: LongFrameEntry, clock: Clock): LongFrame {
  const { startTime, duration, blockingDuration, renderStart } = entry;
  const scripts = [...(entry.scripts ?? [])].sort((a, b) => b.duration - a.duration).slice(0, SCRIPTS_KEPT);
  return {
    timestamp: clock.toEpoch(startTime),
    duration,
    ...(blockingDuration === undefined ? {} : { blockingDuration }),
    // 0 stands for "this frame rendered nothing"
    ...(renderStart ? { renderDuration: startTime + duration - renderStart } : {}),
    scripts: scripts.map(toScript),
  };
}

/** Style, layout and painting at the frame's end, in ms; 0 where the frame rendered nothing. */
export function layoutTime({ startTime, duration, styleAndLayoutStart }: LongFrameEntry): number {
  return styleAndLayoutStart ? startTime + duration - styleAndLayoutStart : 0;
}

/** Style and layout that scripts forced before, in ms. */
export function forcedLayoutTime({ scripts = [] }: LongFrameEntry): number {
  return scripts.reduce((sum, script) => sum + (script.forcedStyleAndLayoutDuration ?? 0), 0);
}

function toScript(script: NonNullable<LongFrameEntry['scripts']>[number]): LongFrameScript {
  const { invoker, sourceURL, sourceFunctionName, duration } = script;
  return {
    duration,
    ...(invoker ? { invoker } : {}),
    ...(sourceURL ? { url: sourceURL } : {}),
    ...(sourceFunctionName ? { function: sourceFunctionName } : {}),
  };
}
