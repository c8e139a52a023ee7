import type { SnapshotContext, Tick } from '@wasm-vitals/protocol';

/** How the host tells a change of its work from a fault. */
export interface HostContext {
  /** Says what is shown now: `mark('scene', 'city')`. A mark stays until it is set anew; undefined takes it away. */
  mark(key: string, value: string | number | undefined): void;
  /** Says that the page is loading until the promise settles. Gives the promise back. */
  loading<T>(promise: Promise<T>): Promise<T>;
}

export interface ContextTracker {
  readonly host: HostContext;
  /** Whether the host is loading now. */
  loading(): boolean;
  /** The page came back from hidden, frozen or the back/forward cache. */
  noteResumed(): void;
  takeForTick(): Pick<Tick, 'loading' | 'mark'>;
  takeForSnapshot(): SnapshotContext;
}

export function createContext(): ContextTracker {
  const marks = new Map<string, string | number>();
  let pending = 0;
  let resumed = false;
  const sawLoading = { tick: false, snapshot: false };

  /** True where the host was loading at some time since this reader's last call. */
  function takeLoading(reader: keyof typeof sawLoading): boolean {
    const saw = sawLoading[reader];
    sawLoading[reader] = pending > 0;
    return saw;
  }

  const settled = (): void => void pending--;

  return {
    host: {
      mark(key, value) {
        if (value === undefined) marks.delete(key);
        else marks.set(key, value);
      },
      loading(promise) {
        pending++;
        sawLoading.tick = sawLoading.snapshot = true;
        promise.then(settled, settled);
        return promise;
      },
    },
    loading: () => pending > 0,
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
      return {
        ...(marks.size > 0 ? { marks: Object.fromEntries(marks) } : {}),
        ...(takeLoading('snapshot') ? { loading: true } : {}),
        ...(wasResumed ? { resumed: true } : {}),
      };
    },
  };
}
