import type { ReportFinding } from '@wasm-vitals/protocol';
import { metricSeries } from '../generate/series.js';
import { formatDuration, plural } from '../prose/quantity.js';
import { compact } from '../sections/distribution.js';
import { interactionsIn } from '../sections/experience.js';
import { interactionOf, present } from '../sections/sections-of.js';
import { spanInWords, type Candidate, type FindingContext } from './finding-context.js';
import { findLevelShift } from './level-shift.js';

/** Interaction to Next Paint, as web-vitals rates it: good up to 200 ms, poor above 500 ms. */
const INP_GOOD = 200;
const INP_POOR = 500;
const FEWEST_INTERACTIONS = 5;

function shifted(context: FindingContext): readonly Candidate[] {
  const shift = findLevelShift(metricSeries(context.steady, 'interaction.latency.p95'), {
    worse: 'higher',
    ratio: 1.6,
    difference: 50,
  });
  if (!shift || shift.after < INP_GOOD) return [];
  return [
    {
      finding: compact<ReportFinding>({
        kind: 'input-latency',
        metric: 'interaction.latency.p95',
        severity: shift.after >= INP_POOR ? 'critical' : 'warning',
        sentence: `Interactions became slower: ${formatDuration(shift.before)} to ${formatDuration(shift.after)} from input to paint (p95)${spanInWords(shift, context.period)}.`,
        source: 'snapshots',
        since: shift.since,
        until: shift.until,
        before: shift.before,
        after: shift.after,
      }),
      impact: 0.5,
      explains: [],
    },
  ];
}

export function slowInput(context: FindingContext): readonly Candidate[] {
  const found = shifted(context);
  if (found.length > 0) return found;
  const sections = present(context.snapshots, interactionOf);
  const inp = sections.reduce<number | undefined>(
    (newest, section) => section.interactionToNextPaint ?? newest,
    undefined,
  );
  const count = sections.reduce((sum, section) => sum + interactionsIn(section), 0);
  if (inp === undefined || inp <= INP_GOOD || count < FEWEST_INTERACTIONS) return [];
  return [
    {
      finding: {
        kind: 'input-latency',
        metric: 'interaction.interactionToNextPaint',
        severity: inp > INP_POOR ? 'critical' : 'warning',
        sentence: `The page answers input late: Interaction to Next Paint is ${formatDuration(inp)} over ${plural(count, 'interaction')}, where up to ${formatDuration(INP_GOOD)} is good.`,
        source: 'snapshots',
        after: inp,
      },
      impact: 0.4,
      explains: [],
    },
  ];
}
