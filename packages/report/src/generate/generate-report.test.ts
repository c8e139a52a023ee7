import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportFinding } from '@wasm-vitals/protocol';
import { EXPORT_FORMATS, exportReport } from '../export/export-report.js';
import { parseReport } from '../parse/parse-report.js';
import { arbitrarySnapshots } from '../testing/arbitrary-snapshot.js';
import { FAULTS, SESSION_START, syntheticSession, type Fault } from '../testing/synthetic-session.js';
import { generateReport } from './generate-report.js';

const generatedAt = SESSION_START + 400_000;
const report = (fault?: Fault, onset = 90, seed = 1) =>
  generateReport({ snapshots: syntheticSession({ seed, onset, ...(fault ? { fault } : {}) }), generatedAt });

const EXPECTED: Readonly<Record<Fault, { kind: ReportFinding['kind']; names: RegExp }>> = {
  'linear-memory-leak': {
    kind: 'memory-leak',
    names: /grew steadily from .*MiB\/min.*export `stimulate`.*leak in WebAssembly/,
  },
  'js-heap-leak': { kind: 'heap-leak', names: /JS heap.*MiB\/min.*leak in JavaScript, not in WebAssembly/ },
  'slow-exports': {
    kind: 'execution-slow',
    names: /Export `step` of module `cortical-column` became .* times slower/,
  },
  stalls: { kind: 'stall', names: /stalled \d+ times.*`blockMainThread \(main\.js\)`/ },
  'frame-drops': {
    kind: 'frame-rate-drop',
    names: /frame rate fell.*outside of it, mostly in script `burnScript \(main\.js\)`/,
  },
  'cache-misses': { kind: 'cache-collapse', names: /cache hit rate fell from 9\d % to/ },
  'slow-network': {
    kind: 'request-latency',
    names: /Requests became slower.*cache hit rate of 9\d % as before/,
  },
  'allocation-churn': {
    kind: 'allocation-churn',
    names: /Allocation churn: WebAssembly allocates and frees/,
  },
};

/** Every number in a value, with where it stands. */
function numbersIn(value: unknown, path = ''): readonly (readonly [path: string, value: number])[] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => numbersIn(member, `${path}.${key}`));
}

/** Members that hold a length of time. */
const DURATION =
  /(covered|visible|totalTime|selfTime|inputDelay|time|lag|meanOver|resolution|p50|p75|p95|p99)$|latency\.(mean|max)$|frameTime\.(mean|max)$/;

describe('generateReport', () => {
  it.each(FAULTS)('names %s in its first sentence', (fault) => {
    const { findings, summary } = report(fault);
    expect(findings[0]?.kind).toBe(EXPECTED[fault].kind);
    expect(summary[0]).toMatch(EXPECTED[fault].names);
    expect(summary).toHaveLength(3);
  });

  it.each(FAULTS)('puts the onset of %s within 15 s of the truth', (fault) => {
    const since = report(fault).findings[0]?.since ?? Infinity;
    expect(Math.abs(since - SESSION_START - 90_000)).toBeLessThanOrEqual(
      fault === 'js-heap-leak' ? 40_000 : 15_000,
    );
  });

  it('finds nothing in twenty sessions without a fault', () => {
    const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
    const found = seeds.flatMap((seed) =>
      report(undefined, 90, seed).findings.map(({ sentence }) => sentence),
    );
    expect(found).toEqual([]);
    expect(report().status).toBe('healthy');
    expect(report().summary[0]).toMatch(/^Nothing wrong was found in 5 min \(60 snapshots\): 60 frames\/s/);
  });

  it('says how long a fault lasted where it was taken back', () => {
    const [calm, slow] = [
      syntheticSession({ seed: 3 }),
      syntheticSession({ seed: 3, fault: 'slow-exports', onset: 0 }),
    ];
    const snapshots = calm.map((snapshot, i) => (i >= 20 && i < 40 ? (slow[i] ?? snapshot) : snapshot));
    const [finding] = generateReport({ snapshots, generatedAt }).findings;
    expect(finding).toMatchObject({
      kind: 'execution-slow',
      since: snapshots[20]?.timestamp,
      until: snapshots[39]?.timestamp,
    });
  });

  it('takes a change that the host marked for a change of work', () => {
    const calm = syntheticSession({ seed: 4 });
    const heavy = syntheticSession({ seed: 4, fault: 'slow-exports', onset: 0, strength: 0.3 });
    const snapshots = calm.map((snapshot, i) =>
      i < 30 ? snapshot : { ...(heavy[i] ?? snapshot), context: { marks: { scene: 'large' } } },
    );
    const [finding] = generateReport({ snapshots, generatedAt }).findings;
    expect(finding).toMatchObject({ kind: 'execution-slow', severity: 'info' });
    expect(finding?.sentence).toContain('`scene = large`');
  });

  it('adds alerts of kinds that the snapshots do not show', () => {
    const alert = {
      ...({
        id: 'a1',
        kind: 'threshold',
        metric: 'rendering.fps',
        severity: 'warning',
        state: 'open',
      } as const),
      ...{ title: 'Below 30', message: 'FPS below 30 for 10 s.', openedAt: SESSION_START + 60_000 },
      ...{ updatedAt: SESSION_START + 60_000, current: 20, anomalies: [] },
    };
    const { findings, alerts } = generateReport({
      snapshots: syntheticSession({ seed: 1 }),
      alerts: [alert],
      generatedAt,
    });
    expect(findings).toMatchObject([
      {
        kind: 'threshold',
        source: 'alert',
        sentence: 'FPS below 30 for 10 s (since 1 min into the period).',
      },
    ]);
    expect(alerts).toEqual([alert]);
  });

  it.each(FAULTS)('says what to do about %s, although no alert was raised', (fault) => {
    const { findings, recommendations } = generateReport({
      snapshots: syntheticSession({ seed: 3, fault }),
      generatedAt,
    });
    expect(recommendations.length).toBeGreaterThan(0);
    expect(recommendations.length).toBeLessThanOrEqual(findings.length);
    expect(new Set(recommendations.map(({ action }) => action)).size).toBe(recommendations.length);
    for (const { automated, rationale, title } of recommendations) {
      expect(automated).toBe(false);
      expect(`${title} ${rationale}`).not.toMatch(/undefined|NaN|export `/);
    }
  });

  it('gives no second advice where an alert was answered', () => {
    const snapshots = syntheticSession({ seed: 3, fault: 'linear-memory-leak' });
    const openedAt = SESSION_START + 150_000;
    const alert = {
      ...({ id: 'a1', kind: 'memory-leak', metric: 'wasm.heapSize', severity: 'warning' } as const),
      ...({ state: 'open', title: 'Leak', message: 'A leak.', openedAt, updatedAt: openedAt } as const),
      ...{ current: 1, anomalies: [] },
    };
    const answer = {
      ...({ id: 'a1:trim', priority: 'medium', category: 'memory', action: 'trim', title: 'Trim' } as const),
      ...({ description: '', rationale: '', alert: 'a1', metric: 'wasm.heapSize', automated: true } as const),
      // worded anew after the last snapshot, as a page does each time that it is asked
      ...({ createdAt: generatedAt + 1, status: 'proposed' } as const),
    };
    const report = generateReport({ snapshots, alerts: [alert], recommendations: [answer], generatedAt });
    expect(report.findings[0]?.kind).toBe('memory-leak');
    expect(report.recommendations).toEqual([answer]);
  });

  it('takes the range back from the newest snapshot, and refuses others by naming the right ones', () => {
    const snapshots = syntheticSession({ seed: 1, seconds: 1_800 });
    const { period } = generateReport({ snapshots, generatedAt: SESSION_START + 9e9, range: '15m' });
    expect(period).toMatchObject({ snapshots: 181, to: SESSION_START + 1_800_000 });
    expect(() => generateReport({ snapshots, generatedAt, range: '2h' as '1h' })).toThrow(
      /'15m', '1h', '24h' or \{ from, to \}/,
    );
    expect(() => generateReport({ snapshots, generatedAt, range: { from: 2, to: 1 } })).toThrow(RangeError);
  });

  it('judges budgets, and compares with the report before', () => {
    const previous = report();
    const made = generateReport({
      snapshots: syntheticSession({ seed: 2, fault: 'frame-drops', onset: 0 }),
      generatedAt,
      previous: { ...previous, application: { release: '1.0.0' } },
      budgets: { 'rendering.fps': { above: 50 }, 'wasm.memoryUsage': { below: 1e9 } },
    });
    expect(made.benchmarks).toContainEqual(
      expect.objectContaining({ name: 'own budget', metric: 'rendering.fps', met: false }),
    );
    expect(made.benchmarks).toContainEqual(
      expect.objectContaining({ name: 'own budget', metric: 'wasm.memoryUsage', met: true }),
    );
    expect(made.benchmarks).toContainEqual(
      expect.objectContaining({ name: 'release 1.0.0', metric: 'rendering.fps', met: false }),
    );
  });

  it('says that there is too little, of nothing and of one snapshot', () => {
    const empty = generateReport({ snapshots: [], generatedAt });
    expect(empty).toMatchObject({ status: 'unknown', score: { sections: [{ parts: [] }, {}, {}, {}, {}] } });
    expect(empty.score.value).toBeUndefined();
    expect(empty.summary[0]).toMatch(/No snapshot/);
    const [first] = syntheticSession({ seed: 1 });
    const one = generateReport({ snapshots: first ? [first] : [], generatedAt });
    expect(one.status).toBe('unknown');
    expect(one.summary[0]).toMatch(/^Too little was measured/);
    expect(one.memory).toMatchObject({
      data: 'little',
      note: expect.stringContaining('Only 1 reading') as string,
    });
  });

  it('is pure: the same input gives the same report', () => {
    expect(JSON.stringify(report('stalls'))).toBe(JSON.stringify(report('stalls')));
  });

  it('holds no NaN, Infinity or negative duration, reads back, and exports, whatever the snapshots', () => {
    fc.assert(
      fc.property(arbitrarySnapshots({ maxLength: 14 }), (snapshots) => {
        const made = generateReport({ snapshots, generatedAt });
        const numbers = numbersIn(made);
        expect(numbers.filter(([, value]) => !Number.isFinite(value))).toEqual([]);
        expect(numbers.filter(([path, value]) => DURATION.test(path) && value < 0)).toEqual([]);
        expect(parseReport(exportReport(made, 'json'))).toEqual(made);
        for (const format of EXPORT_FORMATS)
          expect(exportReport(made, format)).not.toMatch(/NaN|undefined|\[object/);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('takes a thousand snapshots of any kind', () => {
    const [seeded] = fc.sample(arbitrarySnapshots({ minLength: 25, maxLength: 25 }), { numRuns: 1, seed: 7 });
    const span = (seeded?.at(-1)?.timestamp ?? 0) - SESSION_START + 5_000;
    const thousand = Array.from({ length: 40 }, (_, turn) =>
      (seeded ?? []).map((snapshot) => ({ ...snapshot, timestamp: snapshot.timestamp + turn * span })),
    ).flat();
    const made = generateReport({ snapshots: thousand, generatedAt });
    expect(made.period.snapshots).toBe(1_000);
    expect(numbersIn(made).filter(([, value]) => !Number.isFinite(value))).toEqual([]);
  });

  it('thins more than 2,000 snapshots to means, and says so', () => {
    const { samples } = generateReport({
      snapshots: syntheticSession({ seed: 1, seconds: 11_000 }),
      generatedAt,
    });
    expect(samples.timestamps.length).toBeLessThanOrEqual(2_000);
    expect(samples.meanOver).toBeGreaterThan(5_000);
  });
});
