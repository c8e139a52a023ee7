import type { Random } from './random.js';

/** The states that tests and pictures show. */
export const STATES = ['healthy', 'degraded', 'critical', 'empty', 'errors', 'hidden'] as const;
export type State = (typeof STATES)[number];

/** What the made-up application does in one second. */
export interface Second {
  readonly time: number;
  readonly visible: boolean;
  readonly present: boolean;
  readonly wasmTime: number;
  readonly calls: number;
  readonly slowdown: number;
  readonly reserved: number;
  readonly live: number;
  readonly fragmentation: number;
  readonly jsHeap: number;
  readonly fps: number;
  readonly frameMax: number;
  readonly requests: number;
  readonly hits: number;
  readonly latency: number;
  readonly interacted: boolean;
}

export const MIB = 1_048_576;
const PAGE = 65_536;
const MINUTE = 60_000;

/** Where the faults begin, before the end of the history. Milliseconds. */
export const SLOW_SINCE = 3 * MINUTE;
export const LEAK_SINCE = 14 * MINUTE;
export const CACHE_SINCE = 6 * MINUTE;
const AWAY = [
  [4 * MINUTE, 3 * MINUTE],
  [1.6 * MINUTE, 1.1 * MINUTE],
] as const;
/** The computer slept: no reading at all. */
const ASLEEP = [11 * MINUTE, 9.5 * MINUTE] as const;

const within = (ago: number, [from, to]: readonly [number, number]): boolean => ago <= from && ago > to;

/** A slow wave, so that lines have a shape that noise alone doesn't give. */
const wave = (time: number, period: number): number => Math.sin((time / period) * 2 * Math.PI);

/** One second of the application in a state; `ago` is how long before the reference time it is (negative: after it). */
export function second(time: number, ago: number, state: State, random: Random): Second {
  const critical = state === 'critical';
  const slow = (state === 'degraded' || critical) && ago < SLOW_SINCE;
  const leaking = critical && ago < LEAK_SINCE;
  const cold = state === 'degraded' && ago < CACHE_SINCE;
  const slowdown = slow ? (critical ? 3.4 : 2.1) : 1;
  const leaked = leaking ? (LEAK_SINCE - ago) * 0.000_12 * MIB : 0;
  const live = (38 + 2.5 * wave(time, 140_000) + 0.5 * random.normal()) * MIB + leaked;
  const reserved = Math.ceil(Math.max(64 * MIB, live * 1.18) / (PAGE * 64)) * PAGE * 64;
  const calls = Math.round(3_900 + 250 * wave(time, 95_000) + 90 * random.normal());
  const wasmTime = Math.min(920, calls * 0.058 * slowdown * (1 + 0.04 * random.normal()));
  const busy = wasmTime / 1_000;
  const fps = Math.max(9, Math.min(60, 60 - Math.max(0, busy - 0.4) * 72 - Math.abs(random.normal()) * 0.5));
  const requests = random.next() < 0.35 ? 1 + Math.floor(random.next() * 5) : 0;
  const hitRate = cold ? 0.22 : 0.93;
  return {
    time,
    visible: !(state === 'hidden' && AWAY.some((span) => within(ago, span))),
    present: !(state === 'hidden' && within(ago, ASLEEP)),
    wasmTime,
    calls,
    slowdown,
    reserved,
    live,
    fragmentation: Math.min(
      0.9,
      0.11 + 0.02 * wave(time, 200_000) + (leaking ? 0.2 * (1 - ago / LEAK_SINCE) : 0),
    ),
    jsHeap: (21 + 9 * ((time / 22_000) % 1) + 0.4 * random.normal()) * MIB,
    fps,
    // the longest of a second's frames, which scatter more where they are late
    frameMax: (1_000 / fps) * ((fps > 50 ? 1.12 : 1.8) + 0.3 * Math.abs(random.normal())),
    requests,
    hits: Array.from({ length: requests }).filter(() => random.next() < hitRate).length,
    latency: random.logNormal(cold ? 180 : 42, 0.4),
    interacted: random.next() < 0.09,
  };
}
