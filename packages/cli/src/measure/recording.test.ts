import type { Snapshot } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import { exampleSnapshot } from '../testing/example-snapshot.js';
import { createRecording } from './recording.js';

const told = (document: string, snapshot: Snapshot, url = 'http://page/') => ({
  kind: 'snapshot' as const,
  document,
  url,
  snapshot,
});

describe('createRecording', () => {
  it('joins the documents of a frame in order of time and numbers their snapshots anew', () => {
    const main = {};
    const recording = createRecording(main);
    recording.receive(main, told('a', exampleSnapshot({ timestamp: 1_000, sequence: 0 })));
    recording.receive(
      main,
      told('b', exampleSnapshot({ timestamp: 3_000, sequence: 0 }), 'http://page/next'),
    );
    recording.receive(main, told('a', exampleSnapshot({ timestamp: 2_000, sequence: 1 }))); // told late, at pagehide
    const [record] = recording.frames();
    expect(record?.snapshots.map(({ timestamp, sequence }) => [timestamp, sequence])).toEqual([
      [1_000, 0],
      [2_000, 1],
      [3_000, 2],
    ]);
    expect(record).toMatchObject({ documents: 2, url: 'http://page/next' });
  });

  it('counts an interval once that was told twice', () => {
    const main = {};
    const recording = createRecording(main);
    const snapshot = exampleSnapshot({ timestamp: 1_000, sequence: 4 });
    recording.receive(main, told('a', snapshot));
    recording.receive(main, told('a', snapshot));
    expect(recording.frames()[0]?.snapshots).toHaveLength(1);
  });

  it('puts the frame with the most WebAssembly time first, and the page itself before its equals', () => {
    const main = {};
    const game = {};
    const advert = {};
    const recording = createRecording(main);
    const idle = exampleSnapshot({ timestamp: 1, wasm: { status: 'not_initialized' } });
    recording.receive(advert, told('x', idle, 'http://advert/'));
    recording.receive(main, told('m', idle, 'http://page/'));
    expect(recording.frames().map(({ url }) => url)).toEqual(['http://page/', 'http://advert/']);
    recording.receive(game, told('g', exampleSnapshot({ timestamp: 2 }), 'http://game/'));
    expect(recording.frames()[0]?.url).toBe('http://game/');
    expect(recording.newest()?.timestamp).toBe(2);
  });

  it('keeps the newest alerts of each document', () => {
    const main = {};
    const recording = createRecording(main);
    const say = (document: string, ids: readonly string[]): void =>
      recording.receive(main, {
        kind: 'findings',
        document,
        url: 'http://page/',
        alerts: ids.map((id) => ({ id }) as never),
        recommendations: [],
      });
    say('a', ['1']);
    say('a', ['1', '2']);
    say('b', ['3']);
    expect(recording.frames()[0]?.alerts.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  it('leaves frames out that told nothing, and says why a monitor did not start', () => {
    const main = {};
    const recording = createRecording(main);
    expect(recording.frames()).toEqual([]);
    recording.receive(main, { kind: 'failed', document: 'a', url: 'http://page/', reason: 'no clock' });
    expect(recording.frames()[0]).toMatchObject({ failure: 'no clock', snapshots: [] });
  });
});
