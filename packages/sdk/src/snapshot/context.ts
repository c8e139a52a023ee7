import type { DurationMs, SnapshotContext, Tick } from '@wasm-vitals/protocol';

/** How the host tells a change of its work from a fault. */
export interface HostContext {
  /**
   * Says what is shown now: `mark('scene', 'city')`. A mark stays until it is set anew; undefined takes it away. At most
   * 16 marks are kept (a 17th takes the place of the one set longest ago), keys and texts at most 100 characters.
   */
  mark(key: string, value: string | number | undefined): void;
  /**
   * Says that the page is loading until the promise settles, for two minutes at most. Gives the promise back.
   */
  loading<T>(promise: Promise<T>): Promise<T>;
}

export interface ContextTracker {
  readonly host: HostContext;
  /** Whether the host is loading now. */
  loading(): boolean;
  /** The marks that are set now; undefined where there are none. */
  marks(): SnapshotContext['marks'];
  /** The page came back from hidden, frozen or the back/forward cache. */
  noteResumed(): void;
  takeForTick(): Pick<Tick, 'loading' | 'mark'>;
  takeForSnapshot(): SnapshotContext;
}

/** While a page loads, much is excused. A promise that never settles must not excuse everything for good. */
export const LONGEST_LOADING_MS = 120_000;
/** Marks stand in every tick and snapshot, and in reports. */
const MARKS_KEPT = 16;
const MARK_LENGTH = 100;

export function createContext(now: () => DurationMs): ContextTracker {
  const marks = new Map<string, string | number>();
  /** Ends of the loadings that are going on, one an entry. */
  const pending = new Set<{ readonly until: DurationMs }>();
  let resumed = false;
  const sawLoading = { tick: false, snapshot: false };

  /** True where the host was loading at some time since this reader's last call. */
  function takeLoading(reader: keyof typeof sawLoading): boolean {
    const saw = sawLoading[reader];
    sawLoading[reader] = loading();
    return saw;
  }

  function loading(): boolean {
    for (const each of pending) if (each.until <= now()) pending.delete(each);
    return pending.size > 0;
  }

  const marksNow = (): SnapshotContext['marks'] => (marks.size > 0 ? Object.fromEntries(marks) : undefined);

  return {
    host: {
      mark(key, value) {
        const name = String(key).slice(0, MARK_LENGTH);
        marks.delete(name); // the newest mark stands last
        if (value === undefined) return;
        marks.set(name, typeof value === 'number' ? value : String(value).slice(0, MARK_LENGTH));
        const [oldest = name] = marks.keys();
        if (marks.size > MARKS_KEPT) marks.delete(oldest);
      },
      loading(promise) {
        const mine = { until: now() + LONGEST_LOADING_MS };
        const settled = (): void => void pending.delete(mine);
        pending.add(mine);
        sawLoading.tick = sawLoading.snapshot = true;
        promise.then(settled, settled);
        return promise;
      },
    },
    loading,
    marks: marksNow,
    noteResumed() {
      resumed = true;
    },
    takeForTick() {
      const mark = [...marks].map(([key, value]) => `${key}=${value}`).join(';');
      return { ...(takeLoading('tick') ? { loading: true } : {}), ...(mark ? { mark } : {}) };
    },
    takeForSnapshot() {
      const wasResumed = resumed;
      resumed = false;
      const set = marksNow();
      return {
        ...(set ? { marks: set } : {}),
        ...(takeLoading('snapshot') ? { loading: true } : {}),
        ...(wasResumed ? { resumed: true } : {}),
      };
    },
  };
}
