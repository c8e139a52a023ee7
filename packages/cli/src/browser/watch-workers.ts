import type { Page, Worker } from 'playwright-core';
import type { DurationMs, EpochMs, Snapshot } from '@wasm-vitals/protocol';
import { watchWorker } from './worker-script.js';

/** What one worker told. */
export interface WorkerRecord {
  readonly url: string;
  /** False where it never answered: it ended at once, or it is blocked (`Atomics.wait`). */
  readonly answered: boolean;
  readonly snapshots: readonly Snapshot[];
  /** When it ended; absent while it lives. */
  readonly closedAt?: EpochMs;
}

export interface WorkerWatch {
  records(): readonly WorkerRecord[];
  /** Asks every worker for what it measured since the last time. Gives up on those that don't answer. */
  flush(timeout: DurationMs): Promise<void>;
  stop(): void;
}

const KEY = 'wasm-vitals.run.worker';

interface WorkerState {
  readonly url: string;
  readonly snapshots: Snapshot[];
  answered: boolean;
  closedAt?: EpochMs;
  /** The question that is still open: a blocked worker is asked once, not each second. */
  asking?: Promise<void>;
}

function workerSource(bundle: string, interval: DurationMs): string {
  return `(() => {
const __name = (value) => value;
${bundle}
;(${watchWorker.toString()})(WasmVitals, ${JSON.stringify({ key: KEY, interval })});
})()`;
}

const question = (last: boolean): string => `globalThis[Symbol.for('${KEY}')]?.(${last}) ?? '[]'`;

async function ask(worker: Worker, state: WorkerState, last: boolean): Promise<void> {
  try {
    const told = JSON.parse(await worker.evaluate<string>(question(last))) as Snapshot[];
    state.snapshots.push(...told);
  } catch {
    // it ended before it could answer: what it told before stands
  }
}

/**
 * Measures the dedicated workers that a page starts, from the moment on when they can be reached: a few milliseconds
 * after their start. What a worker has instantiated by then is not seen; fetching and compiling a module takes longer.
 */
export function watchWorkers(
  page: Page,
  options: { readonly bundle: string; readonly interval: DurationMs },
): WorkerWatch {
  const source = workerSource(options.bundle, options.interval);
  const states = new Map<Worker, WorkerState>();

  const askOnce = (worker: Worker, state: WorkerState, last: boolean): Promise<void> => {
    state.asking ??= ask(worker, state, last).finally(() => {
      delete state.asking;
    });
    return state.asking;
  };
  const onWorker = (worker: Worker): void => {
    const state: WorkerState = { url: worker.url(), snapshots: [], answered: false };
    states.set(worker, state);
    worker.once('close', () => {
      state.closedAt = Date.now();
    });
    worker.evaluate(source).then(
      () => {
        state.answered = true;
      },
      () => {}, // it ended at once; `answered` stays false
    );
  };
  const living = (): [Worker, WorkerState][] =>
    [...states].filter(([, { answered, closedAt }]) => answered && closedAt === undefined);

  page.on('worker', onWorker);
  const timer = setInterval(() => {
    for (const [worker, state] of living()) void askOnce(worker, state, false);
  }, options.interval);

  return {
    records: () =>
      [...states.values()].map(({ url, snapshots, answered, closedAt }) => ({
        url,
        snapshots: [...snapshots],
        answered,
        ...(closedAt === undefined ? {} : { closedAt }),
      })),
    async flush(timeout) {
      let late: NodeJS.Timeout | undefined;
      const deadline = new Promise<void>((resolve) => {
        late = setTimeout(resolve, timeout);
      });
      const all = living().map(async ([worker, state]) => {
        await state.asking;
        await askOnce(worker, state, true);
      });
      await Promise.race([Promise.all(all), deadline]);
      clearTimeout(late);
    },
    stop() {
      clearInterval(timer);
      page.off('worker', onWorker);
    },
  };
}
