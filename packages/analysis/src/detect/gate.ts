import type { DurationMs, EpochMs, PerSecond } from '@wasm-vitals/protocol';

/** A page that rested shows within this time after it whether its work is the same. Milliseconds. */
export const WAKING = 8_000;

/** What a rule needs to know of the moment beside its own signal. One object, changed at every tick. */
export interface Gate {
  now: EpochMs;
  /** Time that the tick stands for. */
  interval: DurationMs;
  /** The tick tells nothing: hidden, asleep, or just resumed. */
  drop: boolean;
  /** Windows of recent ticks must be forgotten. */
  reset: boolean;
  /** Levels change by intent: nothing is raised and nothing joins a baseline. */
  muted: boolean;
  /** The page has run for long enough that a tick may join a baseline; memory settles later. */
  settled: boolean;
  memorySettled: boolean;
  /** Of the display, where it was estimated. */
  refreshRate: PerSecond | undefined;
  /** Share of the time between two refreshes that WebAssembly takes in each frame; 0 where its calls do not follow frames. */
  frameShare: number;
  /** ln(that share over the last seconds / normal). */
  frameShareNow: number;
  /** The display's refresh rate changed: forget the frame rate. */
  display: boolean;
  /** The host marked other content: forget the levels. */
  rebase: boolean;
  warm: boolean;
  memoryWarm: boolean;
  /** Something is being loaded: the host said so, or a burst of requests does. */
  loading: boolean;
  /** Mean time of a call, corrected for the mix of exports; absent where none was called. */
  callTime: DurationMs | undefined;
  /** The same of exports that came later alone, where they take a part of the time that matters; `callTime` is without them. */
  lateCallTime: DurationMs | undefined;
  /** Calls of the tick, each counted by its usual cost. */
  workDone: number | undefined;
  /** ln(calls now / calls normally) beyond tolerance, else 0. */
  work: number;
  /** The same, however little. */
  workNow: number;
  /** The work is changing, or has just changed: so may what the page holds in memory. */
  workEdge: boolean;
  /** A change of the work by less may go unseen, as calls are rare; 0 where they are frequent. */
  workDoubt: number;
  /** By how much it changed at the latest edge, ln. */
  workStep: number;
  /** ln(calls a second / normal), whatever the frames do. */
  callsNow: number;
  /** The amount of work is off its level: no tick joins a baseline that depends on it. */
  workShifted: boolean;
  /** Ticks since when the work is off its level; idle times do not count. */
  workShiftedFor: number;
  /** `accept`: the work has a new level, learn anew; `restore`: the level before it is back. */
  workEvent: 'accept' | 'restore' | undefined;
  /** Frames and work ceased together: nobody asked for frames. */
  idle: boolean;
  /** And it usually makes so many calls that other content would show by them. */
  resting: boolean;
  /** It rests, or has not been at work for long enough since to show whether its work is the same. */
  waking: boolean;
}
