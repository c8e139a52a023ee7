import { setTimeout as wait } from 'node:timers/promises';
import { startDemoServer } from '../../apps/cortical-column/server/demo-server.js';
import type { Run } from './plan.js';
import { appendRecord, type RunRecord } from './record.js';
import { REST_S, startSession, WARM_UP_S, type Session } from './session.js';

/** Reading a page and writing its run down. */
const MARGIN_S = 3;

/** A run with the loop begins in a page that has seen no fault yet; one without it only measures what is lost. */
const needsFreshPage = (run: Run): boolean => run.mode !== 'plain';

/** The next run for a page that is free; it must be over in time, and heavy ones come one at a time. */
function createQueue(runs: readonly Run[], end: number) {
  const rank = (run: Run): number => 2 * Number(needsFreshPage(run)) + Number(run.heavy);
  const left = [...runs].sort((a, b) => rank(b) - rank(a));
  let heavy = 0;
  const fits = (run: Run, seconds: number, fresh: boolean): boolean =>
    Date.now() + (seconds + run.seconds + MARGIN_S) * 1000 <= end && (fresh || !needsFreshPage(run));
  const hasAfter = (seconds: number, fresh: boolean): boolean =>
    left.some((run) => fits(run, seconds, fresh));
  return {
    /** Waits where only heavy runs are left and one is under way; absent where there is time for none. */
    async take(fresh: boolean): Promise<Run | undefined> {
      for (; hasAfter(0, fresh); await wait(1_000)) {
        const index = left.findIndex((run) => fits(run, 0, fresh) && !(run.heavy && heavy > 0));
        const [run] = index < 0 ? [] : left.splice(index, 1);
        if (run?.heavy) heavy++;
        if (run) return run;
      }
      return undefined;
    },
    done(run: Run): void {
      if (run.heavy) heavy--;
    },
    /** Whether there is time for one more after so many seconds. */
    hasAfter,
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

  /** The life of one page: a run with the loop, then runs without it. */
  async function live(session: Session): Promise<void> {
    for (let run = await queue.take(true); run; run = await queue.take(false)) {
      const record = await session.run(run);
      appendRecord(record);
      log(record);
      queue.done(run);
      if (!queue.hasAfter(REST_S, false)) return;
      await session.rest();
    }
  }

  async function work(): Promise<void> {
    while (queue.hasAfter(WARM_UP_S, true)) {
      const session = await startSession(server.url);
      try {
        await live(session);
      } finally {
        await session.close();
      }
    }
  }

  try {
    await Promise.all(Array.from({ length: Math.min(pages, runs.length) }, work));
  } finally {
    await server.close();
  }
  return queue.length;
}
