import { createHistogram } from '@wasm-vitals/analysis';
import type { InteractionSection, Tick, WebVitals } from '@wasm-vitals/protocol';
import type { Clock } from '../../browser/clock.js';
import { watchDocumentChanges } from '../../browser/document-changes.js';
import { createEventCountReader } from '../../browser/event-counts.js';
import type { Guard } from '../../browser/guard.js';
import { listen } from '../../browser/listen.js';
import { observeEntries, supportsEntryType, type EntryObserver } from '../../browser/observe-entries.js';
import { readWebVitals } from '../../browser/web-vitals.js';
import type { Collector } from '../collector.js';
import { createDeadClicks } from './dead-clicks.js';
import { createEventCounts } from './event-counts.js';
import { createInteractions, type EventEntry } from './interactions.js';
import { createRageClicks } from './rage-clicks.js';

export interface InteractionDeps {
  /** Absent in a worker, which has no input. */
  readonly window: (Window & typeof globalThis) | undefined;
  readonly clock: Clock;
  readonly guard: Guard;
  /** Frames that the host presented since the start. */
  readonly frames: () => number;
}

/** The least that the Event Timing API takes: it reports no event shorter than this. */
const LEAST_EVENT_MS = 16;

/** Input: how much, how late the page answered, and whether it answered at all; and the page's web vitals. */
export function createInteractionCollector(
  deps: InteractionDeps,
): Collector<InteractionSection, Pick<Tick, 'inputLatency'>> {
  const { window, clock, guard, frames } = deps;
  const latency = createHistogram();
  const interactions = createInteractions((duration) => latency.record(duration));
  const counts = createEventCounts(createEventCountReader());
  const rage = createRageClicks();
  const dead = createDeadClicks({
    frames,
    watch: (onChange) => (window ? watchDocumentChanges(window, onChange, guard) : () => undefined),
  });
  const clicks = { rage: 0, dead: 0 };
  let vitals: () => WebVitals = () => ({});
  const observers: (EntryObserver | undefined)[] = [];
  const listeners: (() => void)[] = [];

  function onClick({ isTrusted, clientX, clientY }: MouseEvent): void {
    if (!isTrusted) return; // made by a script: nobody waits for an answer
    const at = clock.now();
    if (rage.note({ at, x: clientX, y: clientY })) clicks.rage++;
    dead.note(at);
  }

  return {
    name: 'interaction',
    start() {
      if (!window) return;
      vitals = readWebVitals() ?? vitals;
      const onEntry = interactions.note;
      observers.push(
        observeEntries<EventEntry>({ type: 'event', guard, onEntry, durationThreshold: LEAST_EVENT_MS }),
        observeEntries<EventEntry>({ type: 'first-input', guard, onEntry: interactions.noteFirst }),
      );
      listeners.push(
        listen<MouseEvent>(window, ['click'], onClick, { guard }),
        // the one type of input that the browser's own counts leave out and people ask for
        listen(window, ['wheel'], () => counts.add('wheel'), { guard }),
      );
    },
    collect() {
      for (const observer of observers) observer?.flush();
      clicks.dead += dead.take(clock.now());
      const webVitals = vitals();
      const inputDelay = interactions.takeDelay();
      const section: InteractionSection = {
        count: counts.take(),
        ...(inputDelay === undefined ? {} : { inputDelay }),
        ...(webVitals.INP === undefined ? {} : { interactionToNextPaint: webVitals.INP }),
        ...(latency.count > 0 ? { latency: latency.take() } : {}),
        rageClicks: clicks.rage,
        deadClicks: clicks.dead,
        webVitals,
      };
      Object.assign(clicks, { rage: 0, dead: 0 });
      return section;
    },
    tick() {
      for (const observer of observers) observer?.flush();
      interactions.settle();
      clicks.dead += dead.take(clock.now());
      const inputLatency = interactions.takeLongest();
      return inputLatency === undefined ? {} : { inputLatency };
    },
    unsupported: () => [
      ...(supportsEntryType('event') ? [] : EVENT_METRICS),
      ...(window ? [] : ['interaction.deadClicks', 'interaction.rageClicks']),
    ],
    stop() {
      dead.stop();
      for (const observer of observers.splice(0)) observer?.stop();
      for (const off of listeners.splice(0)) off();
    },
  };
}

const EVENT_METRICS = [
  'interaction.inputDelay',
  'interaction.interactionToNextPaint',
  'interaction.latency.p95',
] as const;
