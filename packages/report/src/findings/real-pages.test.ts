import { createHistogram } from '@wasm-vitals/analysis';
import { describe, expect, it } from 'vitest';
import type { Alert, NetworkSection, RenderingSection, Report, Snapshot } from '@wasm-vitals/protocol';
import { generateReport } from '../generate/generate-report.js';
import { SESSION_START, syntheticSession } from '../testing/synthetic-session.js';

/** What recordings of real pages taught the rules. */

const MIB = 1_048_576;
const generatedAt = SESSION_START + 400_000;
const calm = syntheticSession({ seed: 5 });
const reportOf = (snapshots: readonly Snapshot[], alerts: readonly Alert[] = []): Report =>
  generateReport({ snapshots, alerts, generatedAt });

const withHeap = (heap: (i: number) => number): readonly Snapshot[] =>
  calm.map((snapshot, i) => ({ ...snapshot, memory: { ...snapshot.memory, jsHeapUsed: heap(i) } }));

describe('the cache', () => {
  const withHits = (rate: (i: number) => number): readonly Snapshot[] =>
    calm.map((snapshot, i) => ({
      ...snapshot,
      network: { ...(snapshot.network as NetworkSection), requests: 10, cacheHitRate: rate(i) },
    }));

  it('is cold at first: that it fills is no fault', () => {
    expect(reportOf(withHits((i) => (i < 8 ? 0.1 : 0.8))).findings).toEqual([]);
  });

  it('does not explain, while cold, what begins long after it is warm', () => {
    const slow = syntheticSession({ seed: 5, fault: 'slow-network', onset: 150 });
    const snapshots = slow.map((snapshot, i) => ({
      ...snapshot,
      network: { ...(snapshot.network as NetworkSection), requests: 10, cacheHitRate: i < 8 ? 0.1 : 0.8 },
    }));
    expect(reportOf(snapshots).findings.map(({ kind }) => kind)).toEqual(['request-latency']);
  });
});

describe('a JS heap that no collection reclaims', () => {
  it('is a leak, though none of its readings came right after a collection', () => {
    const heap = (i: number) => (20 + (i % 4) + (i < 25 ? 0 : (i - 25) * 8)) * MIB;
    const [finding] = reportOf(withHeap(heap)).findings;
    expect(finding).toMatchObject({ kind: 'heap-leak', severity: 'critical' });
    expect(finding?.sentence).toMatch(/no garbage collection gave any of it back.*not in WebAssembly/);
    expect(finding?.since).toBeGreaterThan(SESSION_START + 100_000);
    expect(finding?.since).toBeLessThan(SESSION_START + 145_000);
  });

  it('is none where it is garbage that waits, as earlier garbage did', () => {
    const sawtooth = (i: number) => (20 + 5 * (i % 14)) * MIB;
    expect(reportOf(withHeap(sawtooth)).findings).toEqual([]);
  });
});

describe('an alert that is over', () => {
  const alert: Alert = {
    ...({ id: 'a1', kind: 'trap', metric: 'wasm.executionStats.errors', severity: 'critical' } as const),
    ...({ state: 'resolved', title: 'Trap', message: 'It trapped.', current: 1, anomalies: [] } as const),
    openedAt: SESSION_START + 30_000,
    updatedAt: SESSION_START + 60_000,
    resolvedAt: SESSION_START + 60_000,
  };

  it('is told after what goes on, with its time, and is worth a warning', () => {
    const leak = syntheticSession({ seed: 5, fault: 'cache-misses' });
    const { findings, status } = reportOf(leak, [alert]);
    expect(findings.map(({ kind }) => kind)).toEqual(['cache-collapse', 'trap']);
    expect(findings[1]).toMatchObject({
      severity: 'warning',
      sentence: 'It trapped (from 30 s to 1 min into the period).',
    });
    expect(status).toBe('degraded');
    const { resolvedAt, ...open } = alert;
    expect(resolvedAt).toBeDefined();
    expect(reportOf(leak, [{ ...open, state: 'open' }]).findings[0]).toMatchObject({
      kind: 'trap',
      severity: 'critical',
      sentence: 'It trapped (since 30 s into the period).',
    });
  });
});

describe('the third sentence', () => {
  it('says why the score is good though the status is not', () => {
    const late = syntheticSession({ seed: 5, fault: 'linear-memory-leak', onset: 240, strength: 4 });
    const { status, score, summary } = reportOf(late);
    expect(status).not.toBe('healthy');
    expect(score.value).toBeGreaterThan(60);
    expect(summary[2]).toMatch(
      /the score weighs the whole period, and the main finding holds for \d+ % of it/,
    );
    expect(reportOf(calm).summary[2]).not.toContain('the score weighs');
  });
});

it('calls memory that grew in stairs rising, and one step steady', () => {
  const withMemory = (memory: (i: number) => number) =>
    calm.map((snapshot, i) =>
      'status' in snapshot.wasm && snapshot.wasm.status === 'active'
        ? { ...snapshot, wasm: { ...snapshot.wasm, memoryUsage: memory(i) } }
        : snapshot,
    );
  const verdict = (memory: (i: number) => number) =>
    reportOf(withMemory(memory)).trends.find(({ metric }) => metric === 'wasm.memoryUsage')?.verdict;
  expect(verdict((i) => 16 * MIB * 2 ** Math.floor(i / 20))).toBe('rising');
  expect(verdict((i) => (i < 50 ? 16 : 24) * MIB)).toBe('steady');
});

describe('frames that take longer and longer', () => {
  /** Frames a second of the demo while frames drop from two minutes on: both levels drift a little. */
  const STEP = [
    ...[
      44.4, 36.8, 36.2, 46.5, 41.3, 28.1, 42.9, 33.6, 37.0, 35.2, 46.9, 41.3, 39.0, 40.6, 37.8, 46.0, 46.6,
      34.9, 33.9, 41.8,
    ],
    ...[
      46.2, 40.7, 34.8, 9.1, 5.5, 9.7, 10.2, 7.7, 8.2, 5.8, 9.9, 7.1, 7.2, 8.6, 10.6, 9.3, 6.8, 6.8, 6.9, 7.0,
    ],
    ...[4.5, 6.0, 7.2, 7.1, 9.0, 7.9, 5.2, 6.0, 6.1, 6.7, 6.3, 9.9, 5.2, 8.5, 6.4, 7.1, 4.4, 3.4, 7.2, 5.3],
  ];
  const withFrames = (length: (i: number) => number): readonly Snapshot[] =>
    calm.map((snapshot, i) => {
      const [time, frameTime] = [length(i), createHistogram()];
      for (let elapsed = 0; elapsed < snapshot.interval; elapsed += time) frameTime.record(time);
      const rendering = snapshot.rendering as RenderingSection;
      return { ...snapshot, rendering: { ...rendering, fps: 1_000 / time, frameTime: frameTime.take() } };
    });
  const jitter = (i: number) => 0.4 * Math.sin(i * 2.3);

  it('from the start are found, where no level held that they could be compared with', () => {
    const [finding] = reportOf(withFrames((i) => 17 + 0.6 * i + jitter(i))).findings;
    expect(finding).toMatchObject({ kind: 'frame-rate-drop', severity: 'critical' });
    expect(finding?.sentence).toMatch(
      /^Frames take longer and longer: 1\d(\.\d)? ms to 5\d(\.\d)? ms each in .* \(7\.\d+ ms more a minute, 95 % CI .*\) throughout the period, which is/,
    );
  });

  it('are told as a step where a step tells them better, though a line rises through it', () => {
    const sentences = reportOf(withFrames((i) => 1_000 / (STEP[i] ?? 7))).findings.map(
      ({ sentence }) => sentence,
    );
    expect(sentences[0]).toMatch(
      /^The frame rate fell from 39\.8 to 7\.1 frames\/s .* since 2 min into the period/,
    );
  });

  it.each<[string, (i: number) => number]>([
    ['that do not', (i) => 17 + jitter(i)],
    ['by too little to matter to anybody', (i) => 17 + 0.05 * i + jitter(i)],
    ['and are short again', (i) => (i < 20 ? 17 + 0.6 * i : 17) + jitter(i)],
  ])('are no finding %s', (_, length) => {
    const sentences = reportOf(withFrames(length)).findings.map(({ sentence }) => sentence);
    expect(sentences.filter((sentence) => sentence.includes('longer and longer'))).toEqual([]);
  });
});
