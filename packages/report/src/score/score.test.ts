import fc from 'fast-check';
import { expect, it } from 'vitest';
import { generateReport } from '../generate/generate-report.js';
import { SESSION_START, syntheticSession } from '../testing/synthetic-session.js';
import { scoreOf } from './score.js';
import { SCORE_TABLE, SECTION_WEIGHTS, type ScoreInput } from './score-table.js';

const { wasm, memory, rendering, network, experience } = generateReport({
  snapshots: syntheticSession({ seed: 1 }),
  generatedAt: SESSION_START,
});
const calm: ScoreInput = {
  ...{ wasm, memory, rendering, network, experience },
  ...{ memoryGrowth: 0, heapGrowth: 0, visibleMinutes: 5 },
};

it('never rises as a reading worsens', () => {
  const worse = fc.double({ min: 1, max: 1e4, noNaN: true });
  fc.assert(
    fc.property(worse, fc.nat({ max: 400 }), (factor, frames) => {
      const latency = wasm.latency && {
        ...wasm.latency,
        p95: wasm.latency.p95 * factor,
        max: wasm.latency.max * factor,
      };
      const worsened: ScoreInput = {
        ...calm,
        wasm: { ...wasm, ...(latency ? { latency } : {}) },
        rendering: { ...rendering, longFrames: rendering.longFrames + frames },
        memoryGrowth: factor / 100,
      };
      expect(scoreOf(worsened).value ?? 0).toBeLessThanOrEqual((scoreOf(calm).value ?? 0) + 1e-4);
    }),
  );
});

it('leaves out sections without enough data, and lets the others count for more', () => {
  const without = scoreOf({ ...calm, network: { ...network, data: 'little' } });
  expect(without.sections.find(({ section }) => section === 'network')).toEqual({
    section: 'network',
    weight: 10,
    parts: [],
  });
  const judged = without.sections.filter(({ value }) => value !== undefined);
  const weight = judged.reduce((sum, section) => sum + section.weight, 0);
  const mean = judged.reduce((sum, section) => sum + (section.value ?? 0) * section.weight, 0) / weight;
  expect(without.value).toBeCloseTo(mean, 9);
});

it('has weights that make up a hundred', () => {
  expect(Object.values(SECTION_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(100);
  for (const section of Object.keys(SECTION_WEIGHTS)) {
    const rows = SCORE_TABLE.filter((row) => row.section === section);
    expect(rows.reduce((sum, row) => sum + row.weight, 0)).toBe(100);
  }
});
