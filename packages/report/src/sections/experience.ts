import type { ExperienceReport, InteractionSection, Snapshot, WebVitals } from '@wasm-vitals/protocol';
import { compact, latencyOf } from './distribution.js';
import { interactionOf, present } from './sections-of.js';

const FEWEST_INTERACTIONS = 10;
const MINUTE = 60_000;

/**
 * Interactions as Interaction to Next Paint counts them: clicks, taps and key presses. A press that ends in no click (a
 * drag) counts too; moves, scrolling and the events that come along with a press do not.
 */
export function interactionsIn({ count }: InteractionSection): number {
  return Math.max(count['click'] ?? 0, count['pointerdown'] ?? 0) + (count['keydown'] ?? 0);
}

function countByType(sections: readonly InteractionSection[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const section of sections) {
    for (const [type, count] of Object.entries(section.count)) {
      counts.set(type, (counts.get(type) ?? 0) + count);
    }
  }
  return Object.fromEntries(counts);
}

/** Web vitals are totals so far: the newest reading of each stands. */
function newestVitals(sections: readonly InteractionSection[]): WebVitals {
  const vitals = sections.reduce<WebVitals>((newest, section) => ({ ...newest, ...section.webVitals }), {});
  const inp = sections.reduce<number | undefined>(
    (newest, section) => section.interactionToNextPaint ?? newest,
    vitals.INP,
  );
  return compact<WebVitals>({ ...vitals, INP: inp });
}

function judge(sections: number, interactions: number): Pick<ExperienceReport, 'data' | 'note'> {
  if (sections === 0) return { data: 'none', note: 'Interactions were not measured in this period.' };
  if (interactions === 0) return { data: 'none', note: 'Nobody interacted with the page in this period.' };
  if (interactions >= FEWEST_INTERACTIONS) return { data: 'enough' };
  return {
    data: 'little',
    note: `Only ${interactions} interactions; ${FEWEST_INTERACTIONS} are needed to judge how the page felt.`,
  };
}

export type Experience = Omit<ExperienceReport, 'relations' | 'relationsNote'>;

export function experienceSection(snapshots: readonly Snapshot[]): Experience {
  const sections = present(snapshots, interactionOf);
  const byType = countByType(sections);
  const interactions = sections.reduce((sum, section) => sum + interactionsIn(section), 0);
  const visible = snapshots.reduce((sum, { interval, visibility }) => sum + interval * visibility, 0);
  const delays = sections.flatMap(({ inputDelay }) => inputDelay ?? []);
  return compact<Experience>({
    ...judge(sections.length, interactions),
    interactions,
    interactionsPerMinute: visible >= 1 ? interactions / (visible / MINUTE) : undefined,
    byType,
    latency: latencyOf(sections.map((section) => section.latency)),
    inputDelay: delays.length > 0 ? Math.max(0, ...delays) : undefined,
    rageClicks: sections.reduce((sum, section) => sum + section.rageClicks, 0),
    deadClicks: sections.reduce((sum, section) => sum + section.deadClicks, 0),
    webVitals: newestVitals(sections),
  });
}
