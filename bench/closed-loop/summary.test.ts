import type { ActionRecord, Tick } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import { isValid, recoveryOf } from './measure.js';
import { planRuns } from './plan.js';
import type { RunRecord } from './record.js';
import { summarise } from './summary.js';

const ONSET = 1_000_000;

function line(event: ActionRecord['event'], second: number, more: Partial<ActionRecord> = {}): ActionRecord {
  return {
    id: `${event}-${second}`,
    timestamp: ONSET + second * 1000,
    action: 'a',
    event,
    trigger: 'loop',
    ...more,
  };
}

/** A run at `fps` by second from the onset on, at 60 before it. */
function record(
  mode: RunRecord['mode'],
  fps: (second: number) => number,
  actions: readonly ActionRecord[] = [],
): RunRecord {
  const ticks: Tick[] = [];
  for (let second = -30; second < 60; second++) {
    const timestamp = ONSET + second * 1000;
    ticks.push({ timestamp, interval: 1000, visibility: 1, fps: second < 0 ? 60 : fps(second) });
  }
  const id = `${mode}-frames-2-0`;
  return {
    id,
    mode,
    fault: 'frames',
    strength: 2,
    seconds: 60,
    heavy: true,
    onset: ONSET,
    ticks,
    actions,
    alerts: [],
    load: 1,
  };
}

const plain = record('plain', () => 20);

describe('recoveryOf', () => {
  it('compares the end of a run with the same one without the loop', () => {
    const treated = record('loop', (second) => (second < 20 ? 20 : 55), [line('applied', 20)]);
    expect(recoveryOf(treated, [plain])).toMatchObject({
      healthy: 60,
      lost: 20,
      final: 55,
      share: 0.875,
      seconds: 24,
    });
  });

  it('names no time where it did not come back', () => {
    const treated = record('loop', (second) => (second < 20 ? 20 : 40), [line('applied', 20)]);
    const found = recoveryOf(treated, [plain]);
    expect(found?.share).toBe(0.5);
    expect(found).not.toHaveProperty('seconds');
  });

  it('says nothing where nothing was lost', () => {
    expect(
      recoveryOf(
        record('loop', () => 58),
        [record('plain', () => 58)],
      ),
    ).toBeUndefined();
  });
});

it('leaves out a run before which the machine was not free, and no fault-free one', () => {
  const disturbed = record('loop', () => 20);
  const ticks = disturbed.ticks.map((tick, i) => (i % 5 === 0 ? { ...tick, fps: 30 } : tick));
  expect([isValid(disturbed), isValid({ ...disturbed, ticks })]).toEqual([true, false]);
  expect(isValid({ ...disturbed, ticks, mode: 'quiet' })).toBe(true);
});

describe('summarise', () => {
  it('counts a run that did not come back as longer than any that did', () => {
    const back = record('loop', (second) => (second < 20 ? 20 : 60), [line('applied', 20)]);
    const lost = record('loop', () => 20, [line('applied', 20)]);
    expect(summarise([plain, back, lost, lost])).toMatchObject({
      byFault: { frames: { runs: 3, recovered: 1 } },
    });
    expect(summarise([plain, back, lost, lost])).not.toHaveProperty('medianSeconds');
    expect(summarise([plain, back, back, lost])).toMatchObject({ medianSeconds: 24 });
  });

  it('counts each trial of a bad action once, by how it ended', () => {
    const name = 'bench-harmful-0';
    const reverted = (reason: string): ActionRecord =>
      line('reverted', 30, { action: name, outcome: { appliedAt: ONSET, reason } });
    const trials = record('harmful', () => 20, [
      line('applied', 20, { action: name }),
      reverted('it made things worse'),
      reverted('no gain could be shown'),
      line('kept', 40, { action: name }),
      line('kept', 41, { action: 'coarser-simulation-step' }),
    ]);
    const found = summarise([trials]);
    expect(found).toMatchObject({
      harmfulTrials: 3,
      harmfulReverted: 2 / 3,
      harmfulNamed: 1 / 3,
      placeboTrials: 0,
    });
    expect(found.harmfulRevertedLow).toBeLessThan(0.25);
  });
});

it('plans each fault at three strengths with the loop and without it, and every run once', () => {
  const runs = planRuns(1, 10);
  expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
  for (const mode of ['loop', 'plain']) expect(runs.filter((run) => run.mode === mode)).toHaveLength(24);
  expect(runs.filter(({ mode }) => mode === 'quiet').map(({ seconds }) => seconds)).toEqual(
    Array(10).fill(300),
  );
});
