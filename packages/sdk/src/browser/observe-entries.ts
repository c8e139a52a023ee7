import type { Guard } from './guard.js';

export interface ObserveEntriesOptions<E extends PerformanceEntry> {
  readonly type: string;
  readonly guard: Guard;
  readonly onEntry: (entry: E) => void;
  /** Event timing only: shorter events are not reported. The platform's least is 16 ms. */
  readonly durationThreshold?: number;
}

/** Whether this browser reports performance entries of a type. */
export function supportsEntryType(type: string): boolean {
  return (
    typeof PerformanceObserver === 'function' &&
    (PerformanceObserver.supportedEntryTypes ?? []).includes(type)
  );
}

/**
 * Observes performance entries of one type, those from before us included (as far as the browser kept them).
 * Returns the way to stop, or undefined where the browser doesn't know the type.
 */
export function observeEntries<E extends PerformanceEntry>(
  options: ObserveEntriesOptions<E>,
): EntryObserver | undefined {
  const { type, guard, onEntry, durationThreshold } = options;
  if (!supportsEntryType(type)) return undefined;
  const deliver = guard.wrap('observers', (entries: PerformanceEntryList) => {
    for (const entry of entries) onEntry(entry as E);
  });
  const observer = new PerformanceObserver((list) => deliver(list.getEntries()));
  observer.observe({
    type,
    buffered: true,
    ...(durationThreshold === undefined ? {} : { durationThreshold }),
  });
  return {
    flush: () => deliver(observer.takeRecords()),
    stop: () => observer.disconnect(),
  };
}

export interface EntryObserver {
  /** Delivers at once what the browser has queued for us. */
  flush(): void;
  stop(): void;
}

/**
 * Whether Long Animation Frames of this document are told here. Chromium tells them to the topmost document of a
 * process alone: a frame of the same origin as its parent hears nothing (measured), one of another origin does.
 */
export function hearsLongFrames(): boolean {
  return supportsEntryType('long-animation-frame') && typeof window === 'object' && window.parent === window;
}
