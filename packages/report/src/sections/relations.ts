import { medianOf, relate, type Related } from '@wasm-vitals/analysis';
import type { ExperienceReport, Relation, Snapshot } from '@wasm-vitals/protocol';
import { formatDuration, formatNumber, formatPercent } from '../prose/quantity.js';
import { interactionsIn } from './experience.js';
import { DRIVERS, OUTCOMES } from './relation-table.js';
import { interactionOf, present } from './sections-of.js';

/** Outcomes are looked for at the same time, in the next 10 s, and in the 10 s after these. */
const REACH = 10_000;
/** Snapshots closer than a second apart are not of people's time. */
const MOST_ROWS = 10;
/** Fewer than these say nothing about what people do. */
const FEWEST_SNAPSHOTS = 48;
const FEWEST_INTERACTIONS = 20;
const MOST_SNAPSHOTS = 4_000;
/**
 * Share of false findings to allow, so that at most 5 % come out where readings are not as the theory has them: several
 * sessions are often short ones, of which it is hard to tell what they remember. bench:correlation shows what comes out.
 */
const FALSE_DISCOVERY = { inOne: 0.05, inSeveral: 0.02 } as const;

function change(ratio: number, more: string, less: string): string {
  return `${formatPercent(Math.abs(ratio - 1))} ${ratio >= 1 ? more : less}`;
}

/** `(95 % CI 29 % to 46 %)`, in the direction of the effect; the far side is named where it crosses none. */
function intervalInWords(low: number, high: number, ratio: number): string {
  const near = ratio >= 1 ? low - 1 : 1 - high;
  const far = ratio >= 1 ? high - 1 : 1 - low;
  return `95 % CI ${formatPercent(near)} to ${formatPercent(far)}`;
}

/** `In the 10 s after`, `10 s to 20 s after`, or `In the same 5 s as`. */
function windowInWords({ window: { from, to } }: Related, interval: number): string {
  if (to === 0) return `In the same ${formatDuration(interval)} as`;
  if (from === 1) return `In the ${formatDuration(to * interval)} after`;
  return `${formatDuration((from - 1) * interval)} to ${formatDuration(to * interval)} after`;
}

function sentenceOf(related: Related, interval: number): string {
  const driver = DRIVERS.find(({ id }) => id === related.driver);
  const outcome = OUTCOMES.find(({ id }) => id === related.outcome);
  const bad = driver?.words(related.badAbove) ?? related.driver;
  const when = `${windowInWords(related, interval)} ${bad}`;
  const { effect } = related;
  const strength = `rank correlation ${formatNumber(related.correlation)}, 95 % CI ${formatNumber(related.low)} to ${formatNumber(related.high)}`;
  if (!effect || !outcome) {
    const way = related.correlation > 0 ? outcome?.more : outcome?.less;
    return `${when}, ${outcome?.words ?? related.outcome} ${way ?? 'differently'} (${strength}).`;
  }
  const how = change(effect.ratio, outcome.more, outcome.less);
  return `${when}, ${outcome.words} ${how} (${intervalInWords(effect.low, effect.high, effect.ratio)}; ${strength}).`;
}

function toRelation(related: Related, interval: number): Relation {
  const { effect } = related;
  return {
    driver: related.driver,
    outcome: related.outcome,
    lag: related.window.from * interval,
    correlation: related.correlation,
    low: related.low,
    high: related.high,
    adjustedP: related.adjustedP,
    ...(effect ? { effect: { ratio: effect.ratio, low: effect.low, high: effect.high } } : {}),
    sentence: sentenceOf(related, interval),
  };
}

/** Several pairs often tell one story (long frames, slow frames): of each outcome, the three strongest are kept. */
const MOST_PER_OUTCOME = 3;

function strongest(found: readonly Related[]): readonly Related[] {
  return OUTCOMES.flatMap(({ id }) =>
    found.filter(({ outcome }) => outcome === id).slice(0, MOST_PER_OUTCOME),
  );
}

const TOO_LITTLE = `Too little data to relate performance to what people did: ${FEWEST_SNAPSHOTS} snapshots in view and ${FEWEST_INTERACTIONS} interactions are needed.`;

/**
 * Relations between performance and what people did, over one session or several, each in order of time. Only those that
 * survive the correction for all comparisons are told; where none does, the note says so.
 */
export function relationsOf(
  sessions: readonly (readonly Snapshot[])[],
): Pick<ExperienceReport, 'relations' | 'relationsNote'> {
  const seen = sessions.map((session) => session.slice(-MOST_SNAPSHOTS));
  const all = seen.flat();
  const interactions = present(all, interactionOf).reduce((sum, section) => sum + interactionsIn(section), 0);
  const interval = medianOf(all.map((snapshot) => snapshot.interval)) ?? 0;
  if (all.length < FEWEST_SNAPSHOTS || interactions < FEWEST_INTERACTIONS || interval <= 0) {
    return { relations: [], relationsNote: TOO_LITTLE };
  }
  const column = (read: (snapshot: Snapshot, i: number, all: readonly Snapshot[]) => number | undefined) =>
    seen.map((session) =>
      session.map((snapshot, i) => {
        const value = snapshot.visibility > 0 ? read(snapshot, i, session) : undefined;
        return value !== undefined && Number.isFinite(value) ? value : undefined;
      }),
    );
  const rows = Math.min(MOST_ROWS, Math.max(1, Math.round(REACH / interval)));
  const { found, tested } = relate({
    drivers: DRIVERS.map(({ id, read, badAbove }) => ({
      id,
      sessions: column(read),
      ...(badAbove === undefined ? {} : { badAbove }),
    })),
    outcomes: OUTCOMES.map(({ id, read }) => ({ id, sessions: column(read) })),
    falseDiscovery: sessions.length > 1 ? FALSE_DISCOVERY.inSeveral : FALSE_DISCOVERY.inOne,
    windows: [
      { from: 0, to: 0 },
      { from: 1, to: rows },
      { from: rows + 1, to: 2 * rows },
    ],
  });
  const relations = strongest(found).map((related) => toRelation(related, interval));
  return { relations, relationsNote: noteOf(relations.length, tested) };
}

function noteOf(relations: number, tested: number): string {
  const looked = `${formatNumber(tested)} pairs of performance and behaviour were tested, up to ${formatDuration(2 * REACH)} apart, with correction for all of them`;
  return relations === 0
    ? `No relation between performance and what people did survives: ${looked}.`
    : `${looked}; these survive. They are correlations, not proof of a cause.`;
}
