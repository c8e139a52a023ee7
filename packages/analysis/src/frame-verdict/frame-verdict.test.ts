import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameEvidence } from './evidence.js';
import { frameVerdict } from './frame-verdict.js';

const frame = (duration: number, ...scripts: FrameEvidence['frame']['scripts']): FrameEvidence['frame'] => ({
  duration,
  scripts,
});
const script = (duration: number) => ({ duration, function: 'draw', url: 'https://x.test/js/main.js?v=3' });

describe('why a frame was late', () => {
  it('is the export that took most of it, though a script called it', () => {
    const calls = [
      { name: 'step', time: 150 },
      { name: 'sort', time: 10 },
    ];
    const verdict = frameVerdict({ frame: frame(200, script(190)), calls });
    expect(verdict).toMatchObject({ cause: 'export', name: 'step', share: 0.75 });
    expect(verdict.confidence).toBeGreaterThan(0.8);
  });

  it('is many exports together, of which the hottest is named with its own share', () => {
    const calls = Array.from({ length: 5 }, (_, i) => ({ name: `f${i}`, time: 30 - i }));
    expect(frameVerdict({ frame: frame(200, script(180)), calls })).toMatchObject({
      cause: 'export',
      name: 'f0',
      share: 0.15,
    });
  });

  it('is the script, where WebAssembly took little of its time', () => {
    const calls = [{ name: 'step', time: 20 }];
    const verdict = frameVerdict({ frame: frame(200, script(30), script(150)), calls });
    expect(verdict).toMatchObject({ cause: 'script', name: 'draw (main.js)', share: 0.8 });
  });

  it('is style and layout, where they took longer than what ran', () => {
    expect(frameVerdict({ frame: frame(100, script(20)), layout: 75 })).toMatchObject({
      cause: 'layout',
      share: 0.75,
    });
    expect(frameVerdict({ frame: frame(100, script(95)), forcedLayout: 80 })).toMatchObject({
      cause: 'layout',
      share: 0.8,
    });
  });

  it('is growth, where the time that it took is known', () => {
    const growth = [{ during: 'load', duration: 80 }];
    const calls = [{ name: 'load', time: 90 }];
    const verdict = frameVerdict({ frame: frame(100, script(95)), growth, calls });
    expect(verdict).toMatchObject({ cause: 'memory-growth', name: 'load', share: 0.8 });
  });

  it('suspects growth and garbage collection where nothing measured explains the frame, and is never sure of it', () => {
    const late = frame(100, script(5));
    const grown = frameVerdict({ frame: late, growth: [{ during: 'push' }] });
    expect(grown).toMatchObject({ cause: 'memory-growth', name: 'push' });
    expect(grown).not.toHaveProperty('share');
    const near = frameVerdict({ frame: late, heapDrop: { bytes: 3e7, within: 120 } });
    const far = frameVerdict({ frame: late, heapDrop: { bytes: 3e7, within: 1_000 } });
    expect([near.cause, far.cause]).toEqual(['garbage-collection', 'garbage-collection']);
    expect(near.confidence).toBeGreaterThan(far.confidence);
    expect(near.confidence).toBeLessThanOrEqual(0.5);
  });

  it('does not blame garbage for a frame that a script explains', () => {
    const heapDrop = { bytes: 3e7, within: 100 };
    expect(frameVerdict({ frame: frame(100, script(90)), heapDrop }).cause).toBe('script');
  });

  it('is GPU time only as far as the page itself was not busy', () => {
    expect(frameVerdict({ frame: frame(100, script(10)), gpu: 90 })).toMatchObject({
      cause: 'gpu',
      share: 0.9,
    });
    expect(frameVerdict({ frame: frame(100, script(90)), gpu: 100 }).cause).toBe('script');
  });

  it('is unknown where nothing was measured', () => {
    expect(frameVerdict({ frame: frame(100) })).toEqual({ cause: 'unknown', confidence: 0 });
    expect(frameVerdict({ frame: frame(0) })).toEqual({ cause: 'unknown', confidence: 0 });
  });

  it('is less sure the nearer the next cause comes', () => {
    const against = (layout: number) => frameVerdict({ frame: frame(100, script(55)), layout }).confidence;
    expect(against(25)).toBeGreaterThan(against(35));
    expect(against(35)).toBeGreaterThan(against(45));
  });

  it('keeps share and confidence within 0 and 1, whatever the clocks say', () => {
    const time = fc.double({ min: 0, max: 1e4, noNaN: true });
    const evidence = fc.record({
      frame: fc.record({
        duration: time,
        scripts: fc.array(fc.record({ duration: time }), { maxLength: 3 }),
      }),
      layout: time,
      forcedLayout: time,
      gpu: time,
      calls: fc.array(fc.record({ name: fc.constant('f'), time }), { maxLength: 3 }),
      growth: fc.array(fc.record({ duration: time }), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(evidence, (given) => {
        const { share = 0, confidence } = frameVerdict(given);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(0.95);
      }),
    );
  });
});
