import { describe, expect, it } from 'vitest';
import { baseStyles } from './base-styles.js';

describe('reduced motion', () => {
  it('takes all animation and transition away', () => {
    const rules = [...(baseStyles.styleSheet?.cssRules ?? [])].filter((rule) => rule instanceof CSSMediaRule);
    const reduced = rules.find((rule) => rule.conditionText.includes('prefers-reduced-motion'));
    expect(reduced?.cssText).toMatch(/animation: [^;]*none[^;]* !important/);
    expect(reduced?.cssText).toMatch(/transition: [^;]*none[^;]* !important/);
  });
});
