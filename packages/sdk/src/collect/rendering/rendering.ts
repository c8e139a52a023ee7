import { createHistogram } from '@wasm-vitals/analysis';
import type { RenderingSection, Tick } from '@wasm-vitals/protocol';
import type { Clock } from '../../browser/clock.js';
import type { Guard } from '../../browser/guard.js';
import {
  observeHostFrames,
  type Frame,
  type FrameScope,
  type HostFrames,
} from '../../browser/host-frames.js';
import type { Lifecycle } from '../../browser/lifecycle.js';
import {
  hearsLongFrames,
  observeEntries,
  supportsEntryType,
  type EntryObserver,
} from '../../browser/observe-entries.js';
import type { Collector } from '../collector.js';
import type { GpuMeter } from '../../browser/gpu-timer.js';
import { createGpuTime } from './gpu-time.js';
import { createLateFrames, type FrameWitnesses } from './late-frames.js';
import type { LongFrameEntry } from './long-frames.js';
import { createRefreshRate } from './refresh-rate.js';
import { createWithheld } from './withheld.js';

export interface RenderingDeps {
  readonly scope: FrameScope;
  readonly clock: Clock;
  readonly guard: Guard;
  readonly lifecycle: Pick<Lifecycle, 'visible' | 'visibleTime'>;
  /** False while the governor saves: no bursts of our own. */
  readonly sparing?: (() => boolean) | undefined;
  /** What explains late frames; without any, their scripts alone do. */
  readonly witnesses?: FrameWitnesses | undefined;
}

export interface RenderingSource extends Collector<RenderingSection, RenderingSignals> {
  /** Called when the page was hidden: the time until the next frame is no frame time. */
  interrupt(): void;
  /** Frames that the host presented since the start. */
  framesSoFar(): number;
  /** Measures the GPU time of what the host draws between the meter's `begin` and `end`. */
  measureGpu(gl: WebGL2RenderingContext): GpuMeter;
}

export type RenderingSignals = Pick<Tick, 'fps' | 'frameTimeMax' | 'longFrames' | 'refreshRate'>;

/** A burst gives eleven frame times: enough for the refresh rate, and 0.2 s of frames in half a minute. */
const BURST_FRAMES = 12;
const BURST_EVERY_MS = 30_000;
/** In a shorter time, whether one frame fell into it or not decides the rate. */
const LEAST_VISIBLE_MS = 100;

interface LayoutShiftEntry extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

/** Frames, from the host's own requests; long frames and layout shifts, as the browser tells them. */
export function createRenderingCollector(deps: RenderingDeps): RenderingSource {
  const { scope, clock, guard, lifecycle, sparing } = deps;
  const frameTimes = createHistogram();
  const refresh = createRefreshRate();
  const interval = { frames: 0, dropped: 0, shift: 0, visible: 0 };
  const gpu = createGpuTime(clock.now, guard);
  const late = createLateFrames(clock, { ...deps.witnesses, gpuBetween: gpu.between });
  const second = { frames: 0, longest: 0, longFrames: 0, visible: 0 };
  const withheld = createWithheld(clock.now);
  let total = 0;
  let nextBurst = 0;
  let longFramesTold = hearsLongFrames();
  let frames: HostFrames | undefined;
  const observers: (EntryObserver | undefined)[] = [];

  function onFrame({ timestamp, previous, own }: Frame): void {
    if (!own) {
      withheld.end();
      total++;
      interval.frames++;
      second.frames++;
    }
    if (previous === undefined) return;
    const time = timestamp - previous;
    frameTimes.record(time);
    second.longest = Math.max(second.longest, time);
    refresh.note(time);
    if (refresh.rate) interval.dropped += Math.max(0, Math.round((time * refresh.rate) / 1_000) - 1);
  }

  function onLongFrame(entry: LongFrameEntry): void {
    longFramesTold = true;
    second.longFrames++;
    late.add(entry);
  }

  function onShift({ value, hadRecentInput }: LayoutShiftEntry): void {
    if (!hadRecentInput) interval.shift += value;
  }

  /** Frames per visible second; undefined where none came and none was asked for. */
  function rate(counter: { frames: number; visible: number }): number | undefined {
    const now = lifecycle.visibleTime() - withheld.total();
    const visible = now - counter.visible;
    counter.visible = now;
    const waiting = frames?.pendingSince() !== undefined;
    if (visible < LEAST_VISIBLE_MS || (counter.frames === 0 && !waiting)) return undefined;
    return (counter.frames * 1_000) / visible;
  }

  /** What the browser withholds while it shows the page is no long frame. */
  function noteWithheld(): void {
    if (lifecycle.visible && withheld.onTick(second.frames, frames?.pendingSince())) frames?.interrupt();
  }

  function considerBurst(): void {
    if (second.frames > 0) nextBurst = clock.now() + BURST_EVERY_MS;
    else if (clock.now() >= nextBurst && lifecycle.visible && !sparing?.()) {
      nextBurst = clock.now() + BURST_EVERY_MS;
      frames?.burst(BURST_FRAMES);
    }
  }

  return {
    name: 'rendering',
    start() {
      interval.visible = second.visible = lifecycle.visibleTime();
      frames = observeHostFrames(scope, onFrame, { guard, now: clock.now });
      observers.push(
        observeEntries<LongFrameEntry>({ type: 'long-animation-frame', guard, onEntry: onLongFrame }),
        observeEntries<LayoutShiftEntry>({ type: 'layout-shift', guard, onEntry: onShift }),
      );
    },
    collect() {
      for (const observer of observers) observer?.flush();
      const fps = rate(interval);
      const gpuTime = gpu.take();
      const section: RenderingSection = {
        frames: interval.frames,
        longFrames: late.take(),
        ...(fps === undefined ? {} : { fps }),
        ...(frameTimes.count > 0 ? { frameTime: frameTimes.take() } : {}),
        ...(refresh.rate === undefined ? {} : { refreshRate: refresh.rate, droppedFrames: interval.dropped }),
        ...(supportsEntryType('layout-shift') ? { layoutShift: interval.shift } : {}),
        ...(gpuTime === undefined ? {} : { gpuTime }),
      };
      Object.assign(interval, { frames: 0, dropped: 0, shift: 0 });
      return section;
    },
    tick() {
      frames?.probe();
      gpu.harvest();
      refresh.update();
      considerBurst();
      noteWithheld();
      const fps = rate(second);
      const signals: RenderingSignals = {
        ...(fps === undefined ? {} : { fps }),
        ...(second.longest > 0 ? { frameTimeMax: second.longest } : {}),
        ...(longFramesTold ? { longFrames: second.longFrames } : {}),
        ...(refresh.rate === undefined ? {} : { refreshRate: refresh.rate }),
      };
      Object.assign(second, { frames: 0, longest: 0, longFrames: 0 });
      return signals;
    },
    interrupt() {
      withheld.end();
      frames?.interrupt();
    },
    framesSoFar: () => total,
    measureGpu: gpu.measure,
    // a timer query runs in the host's own context, where there can be only one at a time: so the host hands it over
    unsupported: () => [
      ...(gpu.supported ? [] : ['rendering.gpuTime']),
      ...(frames ? [] : FRAME_METRICS),
      ...(longFramesTold ? [] : ['rendering.longFrames.count']),
      ...(supportsEntryType('layout-shift') ? [] : ['rendering.layoutShift']),
    ],
    stop() {
      frames?.stop();
      gpu.stop();
      for (const observer of observers.splice(0)) observer?.stop();
    },
  };
}

const FRAME_METRICS = [
  'rendering.droppedFrames',
  'rendering.fps',
  'rendering.frameTime.max',
  'rendering.frameTime.p95',
  'rendering.refreshRate',
] as const;
