import type { Tick } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import { watchWithDetector } from '../detection/watch.js';
import { watchRecorded, type JudgedSession } from './judge-session.js';
import { stoodStill } from './machine.js';

const tick = (second: number): Tick => ({
  timestamp: 1_700_000_000_000 + second * 1000,
  interval: 1000,
  visibility: 1,
  wasmCalls: 60,
  wasmTime: (second >= 200 && second < 280 ? 600 : 240) * (1 + 0.05 * Math.sin(second * 1.7)),
  fps: 60,
  longFrames: 0,
});

function recorded(
  excluded: JudgedSession['excluded'],
  labels: readonly Partial<JudgedSession['labels'][number]>[] = [],
): JudgedSession {
  const entries = Array.from({ length: 400 }, (_, second) => ({ tick: tick(second) }));
  return { entries, excluded, labels, zero: entries[0]?.tick.timestamp ?? 0 } as unknown as JudgedSession;
}

describe('a recorded session', () => {
  it('is judged as the page judged it, in seconds from the first tick', () => {
    const { raised, incidents } = watchRecorded(recorded([]), watchWithDetector());
    expect(raised.map(({ name }) => name)).toEqual(['execution-slow']);
    expect(incidents).toHaveLength(1);
    expect(raised[0]?.at).toBeGreaterThan(200);
    expect(raised[0]?.at).toBeLessThan(230);
  });

  it('counts no alarm of a stretch that is left out', () => {
    const alarms = watchRecorded(recorded([{ start: 195, end: 300 }]), watchWithDetector());
    expect(alarms).toEqual({ incidents: [], raised: [] });
  });

  it('counts what is raised within a fault that counts, also soon after a stretch that is left out', () => {
    const session = recorded([{ start: 180, end: 230 }], [{ start: 200, end: 280 }]);
    expect(watchRecorded(session, watchWithDetector()).raised).toHaveLength(1);
  });
});

describe('a machine that stands still', () => {
  it('is told by late timers and by stolen time, not by being busy', () => {
    const calm = { at: 0, lateMs: 12, busy: 1, steal: 0.02, waiting: 0.9 };
    expect(stoodStill(calm)).toBe(false);
    expect(stoodStill({ ...calm, lateMs: 400 })).toBe(true);
    expect(stoodStill({ ...calm, steal: 0.4 })).toBe(true);
  });
});
