import { startDemoServer } from '../../apps/cortical-column/server/demo-server.js';
import type { Run } from './plan.js';
import { appendRecord, type RunRecord } from './record.js';
import { REST_S, startSession } from './session.js';

/** Reading a page and writing its run down. */
const MARGIN_S = 3;

/** The next run for a page that is free; it must be over in time, and heavy ones come one at a time. */
function createQueue(runs: readonly Run[], end: number) {
  const left = [...runs];
  let heavy = 0;
  const indexAfter = (seconds: number): number =>
    left.findIndex(
      (run) => Date.now() + (seconds + run.seconds + MARGIN_S) * 1000 <= end && !(run.heavy && heavy > 0),
    );
  return {
    take(): Run | undefined {
      const index = indexAfter(0);
      const [run] = index < 0 ? [] : left.splice(index, 1);
      if (run?.heavy) heavy++;
      return run;
    },
    done(run: Run): void {
      if (run.heavy) heavy--;
    },
    /** Whether there is time for one more after so many seconds. */
    hasAfter: (seconds: number): boolean => indexAfter(seconds) >= 0,
    get length() {
      return left.length;
    },
  };
}

function log(record: RunRecord): void {
  const steps = record.actions.map(({ action, event, level }) =>
    `${event} ${action} ${level?.to ?? ''}`.trim(),
  );
  const alerts = record.alerts.map(
    ({ kind, openedAt }) => `${kind} ${((openedAt - record.onset) / 1000).toFixed(0)} s`,
  );
  console.error(`${record.id} [${alerts.join(', ')}]: ${steps.join(', ') || 'no action'}`);
}

/**
 * Makes what is left of the plan as far as `minutes` go, with `pages` browsers at once; each run is written down when it
 * is over. Returns how many runs are still to be made.
 */
export async function runBatch(
  runs: readonly Run[],
  { minutes, pages }: { readonly minutes: number; readonly pages: number },
): Promise<number> {
  const queue = createQueue(runs, Date.now() + minutes * 60_000);
  const server = await startDemoServer();

  async function work(): Promise<void> {
    const session = await startSession(server.url);
    try {
      for (let run = queue.take(); run; run = queue.take()) {
        const record = await session.run(run);
        appendRecord(record);
        log(record);
        queue.done(run);
        if (run.mode === 'quiet') continue;
        if (!queue.hasAfter(REST_S)) break;
        await session.rest();
      }
    } finally {
      await session.close();
    }
  }

  try {
    await Promise.all(Array.from({ length: Math.min(pages, runs.length) }, work));
  } finally {
    await server.close();
  }
  return queue.length;
}
