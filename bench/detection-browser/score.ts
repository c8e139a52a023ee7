import { createDetector } from '@wasm-vitals/analysis';
import { createScore, type Figures } from '../detection/score.js';
import { printTable } from '../detection/table.js';
import { watchWithDetector, watchWithRatios } from '../detection/watch.js';
import { watchRecorded, type JudgedSession } from './judge-session.js';
import { KINDS } from './kinds.js';

/** Figures of the bench, with how much of what was recorded counts. */
export interface BrowserScore extends Figures {
  readonly sessions: number;
  readonly calmHours: number;
  /** False incidents in an hour of the sessions without faults. */
  readonly calmFalsePerHour: number;
  readonly ratioRule: Figures;
  readonly tickMicroseconds: number;
  readonly dropped: { readonly immaterial: number; readonly machine: number };
  /** Seconds that neither speak for nor against: the machine stood still. */
  readonly stillSeconds: number;
  /** Means over the sessions: share of one core of each page's browser, share of the machine that was busy. */
  readonly cpuShare: Readonly<Record<string, number>>;
  readonly busy: number;
  readonly sources: readonly string[];
}

const ROUNDS = 3;

/** Microseconds of CPU that a recorded tick costs the detector: the least of three rounds. */
function measureTick(sessions: readonly JudgedSession[]): number {
  const recorded = sessions.map(({ entries }) =>
    entries.flatMap((entry) => ('tick' in entry ? entry.tick : [])),
  );
  const ticks = recorded.reduce((sum, list) => sum + list.length, 0);
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    for (const list of recorded) {
      const detector = createDetector();
      for (const tick of list) detector.onTick(tick);
    }
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / Math.max(1, ticks));
  }
  return least;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

export function scoreSessions(sessions: readonly JudgedSession[]): BrowserScore {
  const ours = createScore();
  const ratios = createScore();
  const calm = createScore();
  for (const session of sessions) {
    const alarms = watchRecorded(session, watchWithDetector());
    ours.add(session.labels, alarms, session.seconds);
    ratios.add(session.labels, watchRecorded(session, watchWithRatios()), session.seconds);
    if (session.injections.length === 0) calm.add([], alarms, session.seconds);
  }
  const all = sessions.flatMap(({ injections }) => injections);
  const pages = [...new Set(sessions.map(({ record }) => record.page))].sort();
  return {
    sessions: sessions.length,
    ...ours.figures(),
    calmHours: calm.figures().hours,
    calmFalsePerHour: calm.figures().falsePerHour,
    ratioRule: ratios.figures(),
    tickMicroseconds: measureTick(sessions),
    dropped: {
      immaterial: all.filter(({ dropped }) => dropped === 'immaterial').length,
      machine: all.filter(({ dropped }) => dropped === 'machine').length,
    },
    stillSeconds: sessions.reduce(
      (sum, { excluded, injections }) =>
        sum + excluded.length - injections.filter(({ dropped }) => dropped).length,
      0,
    ),
    cpuShare: Object.fromEntries(
      pages.map((page) => [
        page,
        mean(sessions.flatMap(({ record }) => (record.page === page ? record.cpuShare : []))),
      ]),
    ),
    busy: mean(sessions.flatMap(({ record }) => record.machine.map(({ busy }) => busy))),
    sources: [...new Set(sessions.map(({ record }) => record.sources))].sort(),
  };
}

export function printScore(score: BrowserScore): void {
  const { ratioRule, calmHours, tickMicroseconds, dropped } = score;
  printTable({ set: 'browser', ours: score, ratioRule, calmHours, tickMicroseconds });
  const missing = KINDS.filter((kind) => (score.byKind[kind]?.faults ?? 0) < 10);
  if (missing.length > 0) console.log(`\nfewer than ten yet: ${missing.join(', ')}`);
  const shares = Object.entries(score.cpuShare).map(
    ([page, share]) => `${page} ${(share * 100).toFixed(0)} %`,
  );
  console.log(
    `\n${score.sessions} sessions; injections without material effect ${dropped.immaterial}, while the machine stood still ` +
      `${dropped.machine}, seconds of that ${score.stillSeconds}; share of a core: ${shares.join(', ')}; machine busy ` +
      `${(score.busy * 100).toFixed(0)} %; false incidents an hour in calm sessions ${score.calmFalsePerHour.toFixed(2)}; ` +
      `recorded by ${score.sources.join(', ')}`,
  );
}

/** Every injection with what came of it, and every false incident with what happened around it. */
export function printFailures(sessions: readonly JudgedSession[]): void {
  for (const session of sessions) {
    const { record, zero, injections, labels, excluded } = session;
    const alarms = watchRecorded(session, watchWithDetector());
    const second = (epoch: number): number => Math.round((epoch - zero) / 1000);
    console.log(`\n${record.id} ${session.seconds.toFixed(0)} s, still ${excluded.length}`);
    for (const { kind, by, strength, start, end, materiality, dropped } of injections) {
      const hits = alarms.raised.filter(({ at }) => at >= (start - zero) / 1000 && at <= (end - zero) / 1000);
      const found = hits.map(
        ({ at, name }) => `${name} +${(at - (materiality.since - zero) / 1000).toFixed(0)}`,
      );
      console.log(
        `  ${second(start)}-${second(end)} ${kind} by ${by} ${strength.toPrecision(3)}: effect ${materiality.effect.toPrecision(3)}` +
          ` (${materiality.least}), material ${second(materiality.since)}${dropped ? `, dropped: ${dropped}` : ''}: ${found.join(', ') || 'MISSED'}`,
      );
    }
    for (const { at, name } of alarms.incidents) {
      if (labels.some(({ start, end }) => at >= start && at <= end)) continue;
      const near = record.events
        .filter(({ start, end }) => second(start) <= at && at - second(end) < 60)
        .map((event) => `${event.name} ${second(event.start)}-${second(event.end)}`);
      console.log(`  FALSE ${name} at ${at.toFixed(0)} ${near.join(', ')}`);
    }
  }
}
