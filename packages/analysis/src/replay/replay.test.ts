import type { Tick } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import { readLabels, readRecording } from './read-recording.js';
import { replay } from './replay.js';
import { scoreReplay } from './score-replay.js';

const tick = (second: number): Tick => ({
  timestamp: 1_700_000_000_000 + second * 1000,
  interval: 1000,
  visibility: 1,
  wasmCalls: 60,
  wasmTime: (second >= 200 && second < 280 ? 600 : 240) * (1 + 0.05 * Math.sin(second * 1.7)),
  fps: 60,
  longFrames: 0,
});
const lines = Array.from({ length: 400 }, (_, second) => JSON.stringify({ tick: tick(second) }));
const text = `${lines.join('\n')}\n`;

describe('replay', () => {
  it('tells anomalies and incidents in seconds from the first tick', () => {
    const result = replay(readRecording(text));
    expect(result.seconds).toBe(399);
    expect(result.anomalies).toMatchObject([
      { kind: 'execution-slow', metric: 'wasm.executionStats.avgExecutionTime' },
    ]);
    expect(result.anomalies[0]?.time).toBeGreaterThan(200);
    expect(result.anomalies[0]?.time).toBeLessThan(230);
    expect(result.incidents).toHaveLength(1);
    expect(result.incidents[0]?.end).toBeGreaterThan(280);
  });

  it('scores against labels', () => {
    const labels = readLabels(
      '[{ "type": "slow", "start": 200, "end": 280 }, { "type": "other", "start": 20, "end": 30 }]',
    );
    expect(scoreReplay(replay(readRecording(text)), labels)).toMatchObject({
      faults: 2,
      found: 1,
      incidents: 1,
      falseIncidents: 0,
      precision: 1,
      recall: 0.5,
      missed: [{ type: 'other' }],
    });
    expect(() => readLabels('[{ "type": "slow" }]')).toThrow(/labels\[0\]/);
  });

  it('reads bare ticks, skips what it does not know and a last line that was cut off, and refuses a torn middle', () => {
    const bare = `{"recording":{"version":1}}\n${JSON.stringify(tick(0))}\n\n{"note":1}\n{"tick":{"timest`;
    expect(readRecording(bare)).toEqual([{ tick: tick(0) }]);
    expect(() => readRecording(`{"tick":\n${lines[0] ?? ''}\n`)).toThrow(/line 1/);
    expect(() => readRecording('{"tick":{"interval":1000}}\n')).toThrow(/tick\.timestamp/);
  });

  it('has nothing to say of an empty recording', () => {
    expect(replay(readRecording(''))).toEqual({ seconds: 0, anomalies: [], incidents: [] });
  });
});
