import { parseArgs } from 'node:util';
import { createSeriesScorer } from '@wasm-vitals/analysis';
import { readCorpus } from './corpus.js';
import type { Series } from './corpus.js';
import { createRatioScorer } from './ratio-scorer.js';
import { PROFILES, bestScore, scoreAt } from './score.js';
import type { Scored } from './score.js';

const { values } = parseArgs({
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
});
if (values.data === undefined) {
  console.error(
    'usage: npm run bench:nab -- --data DIR   (a folder with data/ and combined_windows.json, as in numenta/NAB)',
  );
  process.exit(2);
}

/** Halves for the check that the threshold is not fitted to single files. */
const SPLITS = 20;

function scoreSeries(series: Series, makeScorer: () => (value: number, now: number) => number): Scored {
  const scorer = makeScorer();
  const scores = new Float64Array(series.values.length);
  series.values.forEach((value, row) => {
    scores[row] = scorer(value, series.times[row] ?? 0);
  });
  return { series, scores };
}

function check(name: string, got: number, expected: number): void {
  if (Math.abs(got - expected) > 1e-6)
    throw new Error(`the scorer gives ${String(got)} to the ${name} detector`);
}

/** The scorer against known answers: silence is worth 0, the first row of every window 100. */
function checkScorer(corpus: readonly Series[]): void {
  const silent = corpus.map((series) => ({ series, scores: new Float64Array(series.values.length) }));
  const perfect = corpus.map((series) => {
    const scores = new Float64Array(series.values.length);
    for (const [first] of series.windows) scores[first] = 1;
    return { series, scores };
  });
  for (const profile of Object.values(PROFILES)) {
    check('null', scoreAt(silent, profile, 0.5), 0);
    check('perfect', scoreAt(perfect, profile, 0.5), 100);
  }
}

/** Mean score of one half of the files with the threshold that is best for the other half. */
function acrossHalves(corpus: readonly Scored[]): number {
  let state = 12_345;
  const isFirst = (): boolean =>
    ((state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) >> 16) & 1 ? true : false;
  let sum = 0;
  let halves = 0;
  for (let split = 0; split < SPLITS; split++) {
    const marks = corpus.map(isFirst);
    const parts = [true, false].map((side) => corpus.filter((_, i) => marks[i] === side));
    for (const [from, to] of [parts, [...parts].reverse()]) {
      if (
        !from?.some(({ series }) => series.windows.length > 0) ||
        !to?.some(({ series }) => series.windows.length > 0)
      )
        continue;
      sum += scoreAt(to, PROFILES.standard, bestScore(from, PROFILES.standard).threshold);
      halves++;
    }
  }
  return sum / halves;
}

const figures = (corpus: readonly Scored[]) => ({
  standard: bestScore(corpus, PROFILES.standard).score,
  lowFP: bestScore(corpus, PROFILES.lowFP).score,
  lowFN: bestScore(corpus, PROFILES.lowFN).score,
});

const corpus = readCorpus(values.data);
checkScorer(corpus);
const rows = corpus.reduce((sum, series) => sum + series.values.length, 0);
const started = process.cpuUsage();
const scored = corpus.map((series) => scoreSeries(series, () => createSeriesScorer().score));
const { user } = process.cpuUsage(started);
const ours = figures(scored);
const ratioRule = figures(corpus.map((series) => scoreSeries(series, createRatioScorer)));
const transferred = acrossHalves(scored);

const windows = corpus.reduce((sum, series) => sum + series.windows.length, 0);
console.log(
  `${String(corpus.length)} series, ${String(rows)} rows, ${String(windows)} windows; ${(user / rows).toFixed(0)} µs a row`,
);
console.log(`${''.padEnd(14)} standard  low FP  low FN`);
for (const [name, row] of Object.entries({ 'wasm-vitals': ours, 'fixed ratios': ratioRule })) {
  console.log(
    `${name.padEnd(14)} ${row.standard.toFixed(1).padEnd(9)} ${row.lowFP.toFixed(1).padEnd(7)} ${row.lowFN.toFixed(1)}`,
  );
}
console.log(
  `threshold of one half of the files on the other half, mean of ${String(SPLITS)} splits: ${transferred.toFixed(1)} standard`,
);
if (values.json)
  console.log(
    JSON.stringify({
      ...ours,
      thresholdAcrossHalves: transferred,
      ratioRule,
      series: corpus.length,
      windows,
    }),
  );
