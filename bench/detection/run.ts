import { parseArgs } from 'node:util';
import { measureTick } from './measure-tick.js';
import { createScore } from './score.js';
import type { Alarms, Figures, Score } from './score.js';
import { drawSession } from './session.js';
import type { Session } from './session.js';
import { printTable } from './table.js';
import { watchSession, watchWithDetector, watchWithRatios } from './watch.js';

/** Seeds of the two sets are far apart; development seeds may be looked at, test seeds only be counted. */
const SEEDS = { development: 1, test: 1_000_000 } as const;
/** Seeds of the sets within each. */
const OFFSET = { faults: 0, calm: 100_000, hard: 200_000 } as const;

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'test' },
    hours: { type: 'string', default: '150' },
    'calm-hours': { type: 'string', default: '200' },
    'hard-hours': { type: 'string', default: '100' },
    json: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});
if (values.set !== 'test' && values.set !== 'development') {
  console.error(`--set is test or development, not '${values.set}'`);
  process.exit(2);
}
const firstSeed = SEEDS[values.set];

interface SetOptions {
  readonly offset: number;
  readonly hours: number;
  readonly faultsPerHour: number;
  readonly noise?: number;
  readonly strength?: number;
}

function runSet({ offset, hours, ...options }: SetOptions): { readonly ours: Score; readonly ratios: Score } {
  const ours = createScore();
  const ratios = createScore();
  let seconds = 0;
  for (let i = 0; seconds < hours * 3600; i++) {
    const seed = firstSeed + offset + i;
    const session = drawSession({ seed, ...options });
    const watchers = [watchWithDetector(), watchWithRatios()] as const;
    watchSession(session, watchers);
    ours.add(session.labels, watchers[0].alarms(), session.seconds);
    ratios.add(session.labels, watchers[1].alarms(), session.seconds);
    seconds += session.seconds;
    if (values.list) list(seed, session, watchers[0].alarms());
  }
  return { ours, ratios };
}

function list(seed: number, session: Session, alarms: Alarms): void {
  const { labels } = session;
  for (const label of labels) {
    const hit = alarms.raised.find(({ at }) => at >= label.start && at <= label.end);
    if (!hit || hit.at - label.material > 30)
      console.log(
        `${String(seed)} missed or late: ${label.type} ${String(label.start)}-${String(label.end)} material ${label.material.toFixed(0)} found ${String(hit?.at)}`,
      );
  }
  for (const { at, name } of alarms.incidents) {
    if (!labels.some(({ start, end }) => at >= start && at <= end))
      console.log(
        `${String(seed)} false: ${name} at ${String(at)} after ${session.nearby(at, 70).join(', ')}`,
      );
  }
}

const faulty = runSet({ offset: OFFSET.faults, hours: Number(values.hours), faultsPerHour: 3 });
const calm = runSet({ offset: OFFSET.calm, hours: Number(values['calm-hours']), faultsPerHour: 0 });
const hard = runSet({
  offset: OFFSET.hard,
  hours: Number(values['hard-hours']),
  faultsPerHour: 3,
  noise: 1.5,
  strength: 0.7,
});
const tickMicroseconds = measureTick(firstSeed);

const withCalm = (figures: Figures, fromCalm: Figures): Figures => ({
  ...figures,
  falsePerHour: fromCalm.falsePerHour,
});
const ours = withCalm(faulty.ours.figures(), calm.ours.figures());
const ratioRule = withCalm(faulty.ratios.figures(), calm.ratios.figures());
const harder = hard.ours.figures();
printTable({
  set: values.set,
  ours,
  ratioRule,
  harder,
  calmHours: calm.ours.figures().hours,
  tickMicroseconds,
});
const names = (score: Score): string =>
  [...score.falseNames].map(([name, n]) => `${name} ${String(n)}`).join(', ');
console.log(
  `false incidents with faults: ${names(faulty.ours) || 'none'}; fault-free: ${names(calm.ours) || 'none'}; harder: ${names(hard.ours) || 'none'}`,
);
if (values.json) {
  console.log(
    JSON.stringify({
      set: values.set,
      faultsPerHour: ours.faults / ours.hours,
      calmHours: calm.ours.figures().hours,
      ...ours,
      ratioRule,
      harder,
      tickMicroseconds,
    }),
  );
}
