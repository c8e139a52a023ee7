import type { EpochMs, Report } from '@wasm-vitals/protocol';
import { boundsOf, createSessionSurvey, type Budgets, type ReportRange } from '@wasm-vitals/report';
import type { Store } from '../store/store.js';

export interface FleetReportRequest {
  readonly application: string;
  /** `'15m'`, `'1h'` and `'24h'` end now. */
  readonly range: ReportRange;
  readonly budgets?: Budgets;
  /** An earlier report to compare with. */
  readonly previous?: Report;
}

/** Newer sessions are looked at first; beyond so many, more would not change what is said. */
const MOST_SESSIONS = 2_000;
/** A day of snapshots each 5 s, of one session. */
const MOST_SNAPSHOTS = 17_280;

/** Lets whatever else the server has to do go on: an hour of a session takes a seventh of a second to judge. */
const breathe = (): Promise<void> => new Promise((done) => setImmediate(done));

/**
 * The report of an application over a time, from the store: of the session that did worst, held against all of them.
 * @throws {RangeError} for a bad range
 * @throws what the store throws
 */
export async function fleetReport(
  store: Pick<Store, 'sessions' | 'snapshots'>,
  { application, range, budgets, previous }: FleetReportRequest,
  now: EpochMs,
): Promise<Report> {
  const bounds = boundsOf(range, now);
  const survey = createSessionSurvey(now);
  const sessions = await store.sessions({ application, ...bounds, limit: MOST_SESSIONS });
  for (const { session, release } of sessions) {
    const query = { application, session, ...bounds, limit: MOST_SNAPSHOTS };
    const snapshots = await store.snapshots(query);
    survey.add({ id: session, snapshots, ...(release === undefined ? {} : { release }) });
    await breathe();
  }
  return survey.report({
    application: { name: application },
    ...(budgets ? { budgets } : {}),
    ...(previous ? { previous } : {}),
  });
}
