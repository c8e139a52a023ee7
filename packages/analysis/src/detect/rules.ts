import { createLevelRule } from './level-rule.js';
import { levelSpecs } from './level-spec.js';
import type { MinimumEffects } from './level-spec.js';
import type { Rule } from './rule.js';
import { createStallRule } from './stall-rule.js';
import { createTrapRule } from './trap-rule.js';

/** All rules of a detector, causes before effects. To add one is to add a row. */
export function createRules(effects: MinimumEffects): readonly Rule[] {
  return [createTrapRule(), ...levelSpecs(effects).map(createLevelRule), createStallRule()];
}
