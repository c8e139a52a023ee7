import type { Tick } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import { createDetector } from './detector.js';

const START = 1_700_000_000_000;

/** A calm page: 60 fps, 120 calls a second of 2 ms, with a little deterministic unrest. */
const calm = (second: number, extra: Partial<Tick> = {}): Tick => ({
  timestamp: START + second * 1000,
  interval: 1000,
  visibility: 1,
  wasmCalls: 120,
  wasmTime: 240 * (1 + 0.05 * Math.sin(second * 1.7)),
  fps: 60 + Math.sin(second * 2.3),
  frameTimeMax: 20 + 3 * Math.sin(second),
  longFrames: 0,
  ...extra,
});

const run = (ticks: readonly Tick[]) => {
  const detector = createDetector();
  return ticks.flatMap((tick) => detector.onTick(tick));
};

const session = (seconds: number, change: (second: number) => Partial<Tick>) =>
  Array.from({ length: seconds }, (_, second) => calm(second, change(second)));

describe('detector', () => {
  it('finds exports that became twice as slow, with onset, ratio, interval and contributors', () => {
    const events = run(
      session(300, (second) => ({
        wasmTime: (second >= 200 ? 480 : 240) * (1 + 0.05 * Math.sin(second * 1.7)),
        functions: { step: [60, second >= 200 ? 400 : 160], draw: [60, 80] },
      })),
    );
    const anomaly = events[0]?.anomaly;
    expect(anomaly).toMatchObject({ kind: 'execution-slow', contributors: [{ name: 'step' }] });
    expect((anomaly?.detectedAt ?? 0) - START).toBeLessThanOrEqual(220_000);
    expect(Math.abs((anomaly?.onset ?? 0) - START - 200_000)).toBeLessThanOrEqual(3_000);
    expect(anomaly?.change?.low).toBeLessThan(2);
    expect(anomaly?.change?.high).toBeGreaterThan(1.9);
    expect(anomaly?.change?.ratio).toBeCloseTo(2, 1);
  });

  it('tells anew of what got much worse, while the first trouble still lasts', () => {
    const slow = (second: number): Partial<Tick> => ({
      wasmTime: 240 * (second >= 260 ? 6 : second >= 200 ? 1.5 : 1) * (1 + 0.05 * Math.sin(second * 1.7)),
    });
    const found = run(session(300, slow)).filter(({ anomaly }) => anomaly.kind === 'execution-slow');
    const raised = found.filter(({ type }) => type === 'raised').map(({ anomaly }) => anomaly);
    expect(raised).toHaveLength(2);
    expect((raised[1]?.detectedAt ?? 0) - START - 260_000).toBeLessThan(20_000);
    expect(Math.abs((raised[1]?.onset ?? 0) - START - 260_000)).toBeLessThanOrEqual(5_000);
    expect(raised[1]?.change?.ratio).toBeGreaterThan(4);
    expect(found.filter(({ type }) => type === 'cleared')).toHaveLength(1);
  });

  it('finds a fault after minutes of a suspicion that came to nothing', () => {
    const slow = (second: number): Partial<Tick> => {
      // Half a minute that is a little slower, and then hardly: what is summed up of it decays for minutes.
      const little = second >= 200 && second < 235 ? 1.2 : second >= 235 ? 1.055 : 1;
      const factor = second >= 480 ? 5 : little;
      return { wasmTime: 240 * factor * (1 + 0.05 * Math.sin(second * 1.7)) };
    };
    const raised = run(session(520, slow)).filter(({ type }) => type === 'raised');
    expect(raised.map(({ anomaly }) => anomaly.kind)).toEqual(['execution-slow']);
    expect((raised[0]?.anomaly.detectedAt ?? 0) - START - 480_000).toBeLessThan(20_000);
    expect(raised[0]?.anomaly.baseline?.median).toBeLessThan(2.4);
  });

  it('learns the latency of rare requests within 40 of them', () => {
    const network = (second: number): Partial<Tick> =>
      second % 2 === 0
        ? { requests: 3, cacheHits: 2, latency: (second >= 130 ? 120 : 20) * (1 + 0.1 * Math.sin(second)) }
        : { requests: 2, cacheHits: 2 };
    const raised = run(session(170, network)).filter(({ type }) => type === 'raised');
    expect(raised.map(({ anomaly }) => anomaly.kind)).toEqual(['request-latency']);
  });

  it('leaves the first requests of a load, that came before it was noticed, out of the hit rate', () => {
    const network = (second: number): Partial<Tick> => {
      if (second >= 200 && second < 207) return { requests: 17, cacheHits: 5 };
      const requests = 2 + (second % 3);
      return { requests, cacheHits: requests };
    };
    expect(run(session(250, network))).toEqual([]);
  });

  it('takes two hiccups of the network in half a minute for no fault', () => {
    const bad = (second: number): boolean =>
      (second >= 200 && second < 209) || (second >= 211 && second < 220);
    const network = (second: number): Partial<Tick> => ({
      requests: 2,
      cacheHits: 0,
      latency: (bad(second) ? 200 : 40) * (1 + 0.1 * Math.sin(second)),
    });
    expect(run(session(260, network))).toEqual([]);
  });

  it.each([
    ['and goes on with other work, of content', 2, []],
    ['and goes on as before, of nothing that explains it', 1, ['memory-step']],
  ])('tells of memory that comes while the page rests, %s', (_, work, kinds) => {
    const rests = (second: number): boolean => second >= 200 && second < 240;
    const change = (second: number): Partial<Tick> => {
      const calls = rests(second) ? 0 : 120 * (second >= 240 ? work : 1);
      const frames = rests(second)
        ? { wasmCalls: 0, wasmTime: 0 }
        : { wasmCalls: calls, wasmTime: 2 * calls };
      return { ...frames, wasmLive: (second >= 220 ? 1.4e8 : 1e8) * (1 + 0.005 * Math.sin(second * 1.3)) };
    };
    const ticks = session(300, change).map((tick, second) => {
      const { fps, ...rest } = tick;
      return rests(second) ? rest : { ...rest, ...(fps === undefined ? {} : { fps }) };
    });
    const raised = run(ticks).filter(({ type }) => type === 'raised');
    expect(raised.map(({ anomaly }) => anomaly.kind)).toEqual(kinds);
    for (const { anomaly } of raised) expect(anomaly.detectedAt - START).toBeLessThan(260_000);
  });

  it('clears when the level is back', () => {
    const slow = (second: number) => (second >= 200 && second < 260 ? { wasmTime: 600 } : {});
    expect(run(session(320, slow)).map(({ type }) => type)).toContain('cleared');
  });

  /** A first fault of a minute at 125 s, when little is learnt yet, and a lesser one of the same sort soon after it. */
  const twice = (second: number): 0 | 1 | 2 => {
    if (second >= 125 && second < 190) return 2;
    return second >= 240 ? 1 : 0;
  };
  const falling = (share: number) => (second: number) =>
    Math.floor((second + 1) * share) - Math.floor(second * share);

  it.each<[string, (second: number) => Partial<Tick>]>([
    [
      'execution-slow',
      (second) => ({ wasmTime: 240 * [1, 10, 4][twice(second)]! * (1 + 0.05 * Math.sin(second * 1.7)) }),
    ],
    [
      'frame-rate-drop',
      (second) => ({ fps: [60, 15, 30][twice(second)]! + Math.sin(second * 2.3), refreshRate: 60 }),
    ],
    [
      'cache-collapse',
      (second) => ({ requests: 4, cacheHits: 4 - falling([0.1, 3.8, 1][twice(second)]!)(second) }),
    ],
  ])(
    'does not learn from a %s that is over: a lesser one soon after it is against the same baseline',
    (kind, change) => {
      const found = run(session(300, change)).filter(
        ({ type, anomaly }) => type === 'raised' && anomaly.kind === kind && anomaly.metric !== 'step',
      );
      const inside = (from: number, to: number) =>
        found.find(
          ({ anomaly: { detectedAt } }) =>
            detectedAt >= START + from * 1000 && detectedAt < START + to * 1000,
        )?.anomaly.baseline;
      const [first, second] = [inside(125, 160), inside(240, 275)];
      expect(first).toBeDefined();
      expect(Math.abs((second?.median ?? NaN) / (first?.median ?? NaN) - 1)).toBeLessThan(0.02);
      expect((second?.spread ?? NaN) / (first?.spread ?? NaN)).toBeLessThan(1.5);
    },
  );

  it('says nothing about twice the calls in twice the time', () => {
    const busy = (second: number) => (second >= 200 ? { wasmCalls: 240, wasmTime: 480 } : {});
    expect(run(session(400, busy))).toEqual([]);
  });

  it('does not let work that grew long before excuse a memory step', () => {
    const busyThenMore = (second: number): Partial<Tick> => ({
      ...(second >= 150 ? { wasmCalls: 240, wasmTime: 480 } : {}),
      wasmLive: (second >= 200 ? 1.5e8 : 1e8) * (1 + 0.005 * Math.sin(second * 1.3)),
    });
    const found = run(session(240, busyThenMore));
    expect(found[0]?.anomaly).toMatchObject({ kind: 'memory-step' });
  });

  it('says nothing of memory that comes with more work, nor of the heap until the work is known', () => {
    const content = (second: number): number => (second >= 200 ? 1.2 : 1);
    const scene = (second: number): Partial<Tick> => ({
      ...(second >= 200 ? { wasmCalls: 240, wasmTime: 480 } : {}),
      wasmLive: 1e8 * content(second) * (1 + 0.005 * Math.sin(second * 1.3)),
    });
    const withHeap = (second: number): Partial<Tick> => ({
      ...scene(second),
      jsHeapUsed: 5e7 * content(second) * (1 + 0.1 * (second % 4)),
    });
    expect(run(session(400, scene))).toEqual([]);
    expect(run(session(220, withHeap))).toEqual([]);
  });

  it.each([
    ['an eighth of 8.4 MB, a megabyte, no leak', 8.4e6, []],
    ['an eighth of 60 MB a leak', 6e7, ['heap-leak']],
  ])('calls a JS heap that gains %s', (_, size, kinds) => {
    const grown = (second: number): number => 1 + 0.125 * Math.min(1, Math.max(0, second - 240) / 40);
    const gained = (second: number): Partial<Tick> => ({
      jsHeapUsed: size * grown(second) * (1 + 0.05 * (second % 4)) * (1 + 0.004 * Math.sin(second)),
    });
    const found = run(session(400, gained)).filter(({ type }) => type === 'raised');
    expect(found.map(({ anomaly }) => anomaly.kind)).toEqual(kinds);
  });

  it.each([
    ['goes on growing after it, a leak', 2e6, 'memory-step'],
    ['grew as long as it loaded, no fault', 0, undefined],
  ])('calls memory that grows with an export never called before, and %s', (_, later, kind) => {
    const grown = (second: number): number =>
      2e6 * Math.min(12, Math.max(0, second - 200)) + later * Math.max(0, second - 212);
    const found = run(
      session(260, (second) => ({
        wasmCalls: 120 + (second >= 200 ? 30 : 0),
        wasmLive: 9e6 + grown(second) + 1e4 * Math.sin(second * 1.3),
        functions: { step: [120, 240], ...(second >= 200 ? { leak: [30, 1] } : {}) },
      })),
    ).filter(({ type, anomaly }) => type === 'raised' && anomaly.metric === 'wasm.heapSize');
    expect(found[0]?.anomaly.kind).toBe(kind);
    if (kind) expect(((found[0]?.anomaly.detectedAt ?? 0) - START) / 1000).toBeLessThan(224);
  });

  it('does not take what a fault lost under loading for a lower normal', () => {
    const level = (second: number): number => {
      if (second < 200 || second >= 290) return 1;
      return second < 242 ? 3 : 1.5;
    };
    const events = run(
      session(330, (second) => ({
        wasmLive: 1e8 * level(second) * (1 + 0.005 * Math.sin(second * 1.3)),
        ...(second >= 240 && second < 245 ? { loading: true } : {}),
      })),
    ).filter(({ anomaly }) => anomaly.kind === 'memory-step');
    expect(events[0]?.type).toBe('raised');
    expect(events.at(-1)?.type).toBe('cleared');
  });

  it('takes a module of many short calls that was never called before for content', () => {
    const module = (second: number): Partial<Tick> => ({
      ...(second >= 203
        ? { wasmCalls: 240, functions: { step: [120, 240], other: [120, 0.5] } }
        : { functions: { step: [120, 240] } }),
      wasmLive: (second >= 200 ? 1.2e8 : 1e8) * (1 + 0.005 * Math.sin(second * 1.3)),
    });
    expect(run(session(400, module))).toEqual([]);
  });

  it('says nothing of hidden times, of sleep and of the moments after', () => {
    const ticks = session(400, (second) => (second >= 200 && second < 260 ? { visibility: 0, fps: 1 } : {}));
    const slept = ticks.map((tick, i) =>
      i < 320 ? tick : { ...tick, timestamp: tick.timestamp + 3_600_000 },
    );
    expect(run(slept)).toEqual([]);
  });

  it('raises a trap at once', () => {
    expect(run([calm(0), calm(1, { traps: 1 })])).toMatchObject([
      { type: 'raised', anomaly: { kind: 'trap', value: 1 } },
    ]);
  });

  it('keeps silent below the least effect that the host sets, and speaks beyond it', () => {
    const slower = (factor: number) => {
      const detector = createDetector({ minimumEffects: { execution: 2 } });
      const ticks = session(300, (second) =>
        second >= 200 ? { wasmTime: 240 * factor * (1 + 0.05 * Math.sin(second * 1.7)) } : {},
      );
      return ticks.flatMap((tick) => detector.onTick(tick));
    };
    expect(slower(1.7)).toEqual([]);
    expect(slower(2.6)[0]?.anomaly.kind).toBe('execution-slow');
  });

  it('takes an export that was never called before for new content, and its memory with it', () => {
    const other = { functions: { step: [120, 240], 'other.run': [60, 60] } } as const;
    const ticks = session(320, (second) =>
      second < 200
        ? { wasmLive: 4e7, functions: { step: [120, 240] } }
        : { wasmLive: 5e7, wasmCalls: 180, wasmTime: 300, ...other },
    );
    expect(run(ticks)).toEqual([]);
  });

  it('takes a long frame of a resting page for no stall', () => {
    const resting = (second: number): Partial<Tick> =>
      second % 4 === 0
        ? { wasmCalls: 4, wasmTime: 8, fps: 2, frameTimeMax: 900, longFrames: 1 }
        : { wasmCalls: 0, wasmTime: 0, fps: 0, frameTimeMax: 0 };
    expect(run(session(300, (second) => (second >= 200 ? resting(second) : {})))).toEqual([]);
  });

  it('judges from the first minutes by baselines of an earlier session', () => {
    const teacher = createDetector();
    for (let second = 0; second < 300; second++) teacher.onTick(calm(second));
    const detector = createDetector();
    detector.establishBaselines({ ...teacher.baselines(), release: '1.0' });
    const slow = session(110, () => ({ wasmTime: 480 }));
    const raised = slow.flatMap((tick) => detector.onTick(tick));
    expect(raised[0]?.anomaly).toMatchObject({ kind: 'execution-slow', baseline: { source: 'release' } });
  });
});
