import { expect, it } from 'vitest';
import type { Gate } from './gate.js';
import { createLeakRule, LEAKS } from './leak-rule.js';

const GATE = { drop: false, reset: false, rebase: false, warm: true, memoryWarm: true };
const CALM = { loading: false, muted: false, workShifted: false, workEdge: false };

/** Seconds from when live memory began to grow by 12 % a minute until the alarm; absent where there is none in 100. */
function delay(while_: Partial<Gate>): number | undefined {
  const [spec] = LEAKS;
  if (!spec) throw new Error('no rule on live memory');
  const rule = createLeakRule(spec);
  for (let second = 0; second < 400; second++) {
    const since = Math.max(0, second - 300);
    const now = second * 1_000;
    const gate = { ...GATE, ...CALM, now, interval: 1_000, ...(since > 0 ? while_ : {}) } as Gate;
    const wasmLive = 1e8 * (1 + (0.12 * since) / 60) * (1 + 0.002 * Math.sin(second));
    if (rule.step({ timestamp: now, interval: 1_000, visibility: 1, wasmLive }, gate)) return since;
  }
  return undefined;
}

it('sees a leak within a minute', () => {
  expect(delay({})).toBeLessThanOrEqual(60);
});

it('sees it while the page does more than usual: that explains no growth that goes on', () => {
  expect(delay({ workShifted: true })).toBeLessThanOrEqual(60);
});

it('takes what grows under loading for content', () => {
  expect(delay({ loading: true, muted: true })).toBeUndefined();
});

it('makes no growth of a saw-tooth whose falls lie under loading', () => {
  const [, spec] = LEAKS;
  if (!spec) throw new Error('no slow rule on live memory');
  const rule = createLeakRule(spec);
  for (let second = 0; second < 900; second++) {
    const now = second * 1_000;
    // Four chunks up, one down, and that one under loading.
    const loading = second % 50 >= 41;
    const gate = { ...GATE, ...CALM, now, interval: 1_000, loading } as Gate;
    const wasmLive = 1e8 * (1 + (0.06 * Math.min(40, second % 50)) / 40);
    expect(rule.step({ timestamp: now, interval: 1_000, visibility: 1, wasmLive }, gate)).toBe(false);
  }
});
