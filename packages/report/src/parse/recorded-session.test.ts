import { describe, expect, it } from 'vitest';
import { generateReport } from '../generate/generate-report.js';
import { SESSION_START, syntheticSession } from '../testing/synthetic-session.js';
import { readSession, writeSession } from './recorded-session.js';

const snapshots = syntheticSession({ seed: 1, seconds: 60 });
const alert = {
  ...({ id: 'a', kind: 'stall', metric: 'rendering.fps', severity: 'warning', state: 'open' } as const),
  ...{ title: 'Stall', message: 'It stalls.', openedAt: SESSION_START, updatedAt: SESSION_START },
  ...{ current: 1, anomalies: [] },
};
const header = { application: 'column', release: '1', url: 'https://example.com', recordedAt: SESSION_START };
const text = writeSession({ header, snapshots, alerts: [alert], recommendations: [] });

describe('a recorded session', () => {
  it('reads back as it was written, and makes the same report', () => {
    const session = readSession(text);
    expect(session).toEqual({
      snapshots,
      application: { name: 'column', release: '1' },
      url: 'https://example.com',
      alerts: [alert],
      recommendations: [],
    });
    const generatedAt = SESSION_START + 60_000;
    const direct = generateReport({ ...session, snapshots, generatedAt });
    expect(generateReport({ ...session, generatedAt })).toEqual(direct);
  });

  it('is read without a header or findings, and past ticks and unknown lines', () => {
    const tick = { timestamp: SESSION_START, interval: 1_000, visibility: 1 };
    const lines = [{ tick }, { snapshot: snapshots[0] }, { note: 'x' }];
    const session = readSession(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    expect(session).toEqual({ snapshots: [snapshots[0]] });
  });

  it.each([
    ['{"recording":{"version":2}}\n', /recording\.version must be 1/],
    ['{"findings":{"alerts":"none","recommendations":[]}}\n', /findings\.alerts must be an array/],
    ['{"snapshot":{}}\n', /timestamp: expected a number/],
    ['{"snapshot":\n{"tick":{}}\n', /line 1/],
  ])('is refused where it is none: %j', (broken, message) => {
    expect(() => readSession(broken)).toThrow(message);
  });
});
