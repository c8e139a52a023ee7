import type { DurationMs } from '@wasm-vitals/protocol';

/** What Event Timing tells of an event: `interactionId` joins the events of one press, key or tap; 0 is none. */
export interface EventEntry extends PerformanceEntry {
  readonly processingStart: number;
  readonly interactionId?: number;
}

export interface Interactions {
  note(entry: EventEntry): void;
  /** The page's first input: also reported where it was faster than the threshold. */
  noteFirst(entry: EventEntry): void;
  /** Records the interactions of which no more events are expected. */
  settle(): void;
  /** Longest time from an event to its handler since the last call. */
  takeDelay(): DurationMs | undefined;
  /** Longest time from an input to the next paint since the last call. */
  takeLongest(): DurationMs | undefined;
}

/**
 * Folds events into interactions, as INP does: an interaction lasts as long as its longest event. Events of one press
 * come in one batch or in two (down, up), so that an interaction is recorded at the second `settle` after it was seen.
 */
export function createInteractions(record: (latency: DurationMs) => void): Interactions {
  let open = new Map<number, DurationMs>();
  let settling = new Map<number, DurationMs>();
  let delay: DurationMs | undefined;
  let longest: DurationMs | undefined;

  const later = (a: DurationMs | undefined, b: DurationMs): DurationMs => Math.max(a ?? 0, b);

  function noteDelay({ processingStart, startTime }: EventEntry): void {
    delay = later(delay, Math.max(0, processingStart - startTime));
  }

  return {
    note(entry) {
      const { interactionId, duration } = entry;
      if (!interactionId) return;
      noteDelay(entry);
      longest = later(longest, duration);
      const of = settling.has(interactionId) ? settling : open;
      of.set(interactionId, later(of.get(interactionId), duration));
    },
    noteFirst: noteDelay,
    settle() {
      for (const latency of settling.values()) record(latency);
      settling = open;
      open = new Map();
    },
    takeDelay() {
      const taken = delay;
      delay = undefined;
      return taken;
    },
    takeLongest() {
      const taken = longest;
      longest = undefined;
      return taken;
    },
  };
}
