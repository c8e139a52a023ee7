import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createAlertBook, createDetector, readRecording, replay } from '@wasm-vitals/analysis';
import type { Tick } from '@wasm-vitals/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random.js';
import { drawSession } from './session.js';

/** The collector is asked for by a flag that can be set late; what is left is what somebody holds. */
function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

const START = 1_750_000_000_000;

const run = (ticks: Iterable<Tick>) => {
  const detector = createDetector();
  const found: string[] = [];
  for (const tick of ticks) {
    for (const { type, anomaly } of detector.onTick(tick)) {
      found.push(`${type} ${anomaly.kind} ${String((anomaly.detectedAt - START) / 1000)}`);
    }
  }
  return found;
};

const sessionTicks = (seed: number, faultsPerHour: number): Tick[] =>
  [...drawSession({ seed, faultsPerHour }).ticks()].slice(0, 900).map(({ tick }) => tick);

/** A page at rest: its readings are what was drawn, without drift or event. */
const noisy = (second: number, random: ReturnType<typeof createRandom>): Tick => ({
  timestamp: START + second * 1000,
  interval: 1000,
  visibility: 1,
  wasmCalls: Math.round(600 * Math.exp(0.03 * random.normal())),
  wasmTime: 300 * Math.exp(0.06 * random.normal()),
  wasmReserved: 6e7,
  wasmLive: 4e7 * Math.exp(0.004 * random.normal()),
  allocationRate: 1e6 * Math.exp(0.15 * random.normal()),
  fps: 60 - Math.abs(random.normal()),
  frameTimeMax: 20 + Math.abs(4 * random.normal()),
  longFrames: random.chance(0.02) ? 1 : 0,
  requests: random.poisson(2),
  latency: 60 * Math.exp(0.25 * random.normal()),
});

describe('the detector, by its properties', { timeout: 120_000 }, () => {
  it('never alarms on constants, whatever they are', () => {
    const level = fc.double({ min: 1e-6, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(
        level,
        level,
        level,
        fc.double({ min: 1, max: 240, noNaN: true }),
        (time, calls, bytes, fps) => {
          const constant = {
            interval: 1000,
            visibility: 1,
            wasmTime: time,
            wasmCalls: calls,
            wasmLive: bytes,
          };
          const others = {
            wasmReserved: bytes,
            jsHeapUsed: bytes,
            fps,
            frameTimeMax: 1000 / fps,
            requests: 3,
            cacheHits: 1,
          };
          const ticks = Array.from({ length: 400 }, (_, i) => ({
            ...constant,
            ...others,
            latency: time,
            timestamp: START + i * 1000,
          }));
          expect(run(ticks)).toEqual([]);
        },
      ),
      { numRuns: 10 },
    );
  });

  // Each run is a third of an hour: at 0.1 false incidents an hour, 20 runs may hold one.
  it('stays at its stated rate of false alarms on noise in any order', () => {
    let alarms = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (seed, order) => {
        const random = createRandom(seed);
        const ticks = Array.from({ length: 1_200 }, (_, second) => noisy(second, random));
        const shuffle = createRandom(order);
        const keyed = ticks
          .map((tick) => ({ tick, key: shuffle.between(0, 1) }))
          .sort((a, b) => a.key - b.key);
        alarms += run(keyed.map(({ tick }, i) => ({ ...tick, timestamp: START + i * 1000 }))).length;
      }),
      { numRuns: 20, seed: 4 },
    );
    expect(alarms).toBeLessThanOrEqual(3);
  });

  it('never throws and never alarms more for missing data of any pattern on a calm page', () => {
    const names = Object.keys(noisy(0, createRandom(1))).filter(
      (name) => !['timestamp', 'interval', 'visibility'].includes(name),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        (seed, share) => {
          const random = createRandom(seed);
          const ticks = Array.from({ length: 600 }, (_, second) => {
            const tick = noisy(second, random);
            const kept = Object.entries(tick).filter(
              ([name]) => !names.includes(name) || !random.chance(share),
            );
            return random.chance(share / 3) ? undefined : (Object.fromEntries(kept) as unknown as Tick);
          });
          const found = run(ticks.filter((tick) => tick !== undefined));
          expect(found.filter((line) => line.startsWith('raised'))).toEqual([]);
        },
      ),
      { numRuns: 20, seed: 9 },
    );
  });

  it('gives the same alarms whether times are milliseconds or seconds', () => {
    const scaled = ({ wasmTime, latency, functions, ...tick }: Tick): Tick => ({
      ...tick,
      ...(wasmTime === undefined ? {} : { wasmTime: wasmTime / 1000 }),
      ...(latency === undefined ? {} : { latency: latency / 1000 }),
      ...(functions
        ? {
            functions: Object.fromEntries(
              Object.entries(functions).map(([name, [calls, time]]) => [name, [calls, time / 1000]]),
            ),
          }
        : {}),
    });
    for (const seed of [5, 17]) {
      const ticks = sessionTicks(seed, 20);
      expect(run(ticks.map(scaled))).toEqual(run(ticks));
    }
  });

  it('gives for a recording what the live run gave', () => {
    const ticks = sessionTicks(11, 20);
    const live = createDetector();
    const book = createAlertBook();
    const raised: number[] = [];
    for (const tick of ticks) {
      const events = live.onTick(tick);
      const time = (tick.timestamp - (ticks[0]?.timestamp ?? 0)) / 1000;
      for (const { type } of events) if (type === 'raised') raised.push(time);
      book.apply(events, tick.timestamp);
    }
    const text = ticks.map((tick) => `${JSON.stringify({ tick })}\n`).join('');
    const replayed = replay(readRecording(text));
    expect(raised.length).toBeGreaterThan(0);
    expect(replayed.anomalies.map(({ time }) => time)).toEqual(raised);
    expect(replayed.incidents).toHaveLength(book.alerts().length);
  });

  it(
    'keeps a constant amount of memory over 24 hours, with new exports all the time',
    { timeout: 120_000 },
    () => {
      const detector = createDetector();
      const random = createRandom(2);
      const heaps: number[] = [];
      for (let second = 0; second < 86_400; second++) {
        const name = `export ${String(Math.floor(second / 100))}`;
        detector.onTick({ ...noisy(second, random), functions: { [name]: [60, 200], step: [500, 100] } });
        if (second % 21_600 === 7_200) heaps.push(heapAfterCollection());
      }
      // 16 bytes kept a tick would be a megabyte by the end.
      expect((heaps.at(-1) ?? 0) - (heaps[0] ?? 0)).toBeLessThan(600_000);
    },
  );
});
