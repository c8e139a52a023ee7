import { parseArgs } from 'node:util';
import { runSet } from './jobs.js';
import type { SetOptions } from './jobs.js';
import { list } from './list.js';
import { measureTick } from './measure-tick.js';
import { createScore } from './score.js';
import type { Figures, Score } from './score.js';
import { printTable } from './table.js';

/** Seeds of the two sets are far apart; development seeds may be looked at, test seeds only be counted. */
const SEEDS = { development: 1, test: 7_000_000 } as const;
/** Seeds of the sets within each. */
const OFFSET = { faults: 0, calm: 100_000, hard: 200_000 } as const;
/** Seeds of a block: another block of development seeds shows what fitting to one is worth. */
const BLOCK = 10_000;

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'test' },
    block: { type: 'string', default: '0' },
    hours: { type: 'string', default: '400' },
    'calm-hours': { type: 'string', default: '400' },
    'hard-hours': { type: 'string', default: '200' },
    json: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});
if (values.set !== 'test' && values.set !== 'development') {
  console.error(`--set is test or development, not '${values.set}'`);
  process.exit(2);
}
const firstSeed = SEEDS[values.set] + Number(values.block) * BLOCK;

async function score(name: string, options: Omit<SetOptions, 'firstSeed'> & { readonly offset: number }) {
  const { offset, ...set } = options;
  const sessions = { ...set, firstSeed: firstSeed + offset };
  const results = await runSet(sessions);
  const [ours, ratios] = [createScore(), createScore()];
  for (const result of results) {
    ours.add(result.labels, result.ours, result.seconds);
    ratios.add(result.labels, result.ratios, result.seconds);
  }
  if (values.list) {
    console.log(`\n${name}`);
    list(results, sessions);
  }
  return { ours, ratios };
}

const faulty = await score('with faults', {
  offset: OFFSET.faults,
  hours: Number(values.hours),
  faultsPerHour: 3,
});
const calm = await score('fault-free', {
  offset: OFFSET.calm,
  hours: Number(values['calm-hours']),
  faultsPerHour: 0,
});
const hard = await score('harder', {
  offset: OFFSET.hard,
  hours: Number(values['hard-hours']),
  faultsPerHour: 3,
  noise: 1.5,
  strength: 0.7,
});
const tickMicroseconds = measureTick(SEEDS.development);

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
  harderRatios: hard.ratios.figures(),
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
