import { createExportRule } from './export-rule.js';
import { createInputRule } from './input-rule.js';
import { createJankRule } from './jank-rule.js';
import { createHeapRule } from './heap-rule.js';
import { LEAKS, createLeakRule } from './leak-rule.js';
import { createLevelRule } from './level-rule.js';
import { levelSpecs } from './level-spec.js';
import type { MinimumEffects } from './level-spec.js';
import { createLimitRule } from './limit-rule.js';
import { createProportionRule, proportionSpecs } from './proportion-rule.js';
import type { Rule } from './rule.js';
import { createStallRule } from './stall-rule.js';
import { createTrapRule } from './trap-rule.js';
import { createTrendRule, trendSpecs } from './trend-rule.js';

/** A single export must be this much slower: alone it is noisier than the mean over all. */
const EXPORT_EFFECT = 1.5;

/** All rules of a detector, causes before effects. To add one is to add a row. */
export function createRules(effects: MinimumEffects): readonly Rule[] {
  return [
    createTrapRule(),
    createLimitRule(),
    ...LEAKS.map(createLeakRule),
    ...trendSpecs(effects).map(createTrendRule),
    createHeapRule(effects.memory),
    ...levelSpecs(effects).map(createLevelRule),
    createExportRule(Math.max(EXPORT_EFFECT, effects.execution ?? 0)),
    ...proportionSpecs(effects.cache).map(createProportionRule),
    createStallRule(),
    createJankRule(),
    createInputRule(),
  ];
}
