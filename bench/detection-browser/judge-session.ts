import { readFileSync } from 'node:fs';
import { readRecording } from '@wasm-vitals/analysis';
import type { RecordingEntry } from '@wasm-vitals/analysis';
import type { Tick } from '@wasm-vitals/protocol';
import type { Alarms } from '../detection/score.js';
import type { Label } from '../detection/session.js';
import type { Watcher } from '../detection/watch.js';
import { namesOf } from './kinds.js';
import { stoodStill } from './machine.js';
import { materialityOf, type Materiality } from './material.js';
import { recordingFile, type Injection, type SessionRecord } from './record.js';

export interface JudgedInjection extends Injection {
  readonly materiality: Materiality;
  /** Why it does not count; absent where it does. */
  readonly dropped?: 'immaterial' | 'machine';
}

export interface JudgedSession {
  readonly record: SessionRecord;
  readonly entries: readonly RecordingEntry[];
  /** Epoch milliseconds of the first tick: second 0. */
  readonly zero: number;
  readonly seconds: number;
  readonly injections: readonly JudgedInjection[];
  readonly labels: readonly Label[];
  /** Neither right nor wrong: stretches in which the machine stood still or a fault had no material effect. Seconds. */
  readonly excluded: readonly { readonly start: number; readonly end: number }[];
}

/** An alarm on what the machine did comes so many seconds later, at most. */
const AFTER_STILL = 25;
/** A fault counts only where the machine kept going from so many seconds before it on. */
const BEFORE_FAULT = 5;

const ticksOf = (entries: readonly RecordingEntry[]): Tick[] =>
  entries.flatMap((entry) => ('tick' in entry ? entry.tick : []));

/** Reads a recording and labels it: by when faults were injected, and by whether they had an effect. */
export function judgeSession(record: SessionRecord): JudgedSession {
  const entries = readRecording(readFileSync(recordingFile(record.id), 'utf8'));
  const ticks = ticksOf(entries);
  const zero = ticks[0]?.timestamp ?? 0;
  const toSecond = (epoch: number): number => (epoch - zero) / 1000;
  const still = record.machine.filter(stoodStill).map(({ at }) => at);
  const injections = record.injections.map((injection): JudgedInjection => {
    const materiality = materialityOf(injection.kind, ticks, injection);
    const stopped = still.some((at) => at > injection.start - BEFORE_FAULT * 1000 && at <= injection.end);
    if (stopped) return { ...injection, materiality, dropped: 'machine' };
    return { ...injection, materiality, ...(materiality.isMaterial ? {} : { dropped: 'immaterial' }) };
  });
  return {
    record,
    entries,
    zero,
    seconds: toSecond(ticks.at(-1)?.timestamp ?? zero),
    injections,
    labels: injections
      .filter(({ dropped }) => !dropped)
      .map(({ kind, start, end, materiality }) => ({
        type: kind,
        names: namesOf(kind),
        start: toSecond(start),
        end: toSecond(end),
        material: toSecond(materiality.since),
      })),
    excluded: [
      ...injections
        .filter(({ dropped }) => dropped)
        .map(({ start, end }) => ({ start: toSecond(start), end: toSecond(end) + AFTER_STILL })),
      ...still.map((at) => ({ start: toSecond(at) - 1, end: toSecond(at) + AFTER_STILL })),
    ],
  };
}

/** Lets a detector watch a recorded session. */
export function watchRecorded({ entries, zero, labels, excluded }: JudgedSession, watcher: Watcher): Alarms {
  for (const entry of entries) {
    if ('tick' in entry) watcher.onTick((entry.tick.timestamp - zero) / 1000, entry.tick);
    else watcher.onSnapshot?.((entry.snapshot.timestamp - zero) / 1000, entry.snapshot);
  }
  const counts = ({ at }: { readonly at: number }): boolean => {
    const isWithin = ({ start, end }: { readonly start: number; readonly end: number }): boolean =>
      at >= start && at <= end;
    // What is raised within a fault that counts is of the fault, also soon after a second in which the machine stood still.
    return labels.some(isWithin) || !excluded.some(isWithin);
  };
  const { incidents, raised } = watcher.alarms();
  return { incidents: incidents.filter(counts), raised: raised.filter(counts) };
}
