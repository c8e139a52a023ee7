import type { Snapshot, Tick } from '@wasm-vitals/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, createTestGuard } from '../testing/fake-clock.js';
import { healthySnapshot } from '../testing/snapshot.js';
import { startBlackBox, type BlackBox } from './black-box.js';
import type { PreviousCrash } from './last-seconds.js';

/** The few members of a storage that are used; its keys are its own properties, as the platform has it. */
function createStorage(): Storage {
  const storage = Object.create({
    getItem: (key: string) => (storage as Record<string, string>)[key] ?? null,
    setItem: (key: string, value: string) => void ((storage as Record<string, string>)[key] = value),
    removeItem: (key: string) => void Reflect.deleteProperty(storage, key),
  }) as Storage;
  return storage;
}

const clock = createFakeClock();
let storage: Storage;
beforeEach(() => void (storage = createStorage()));

function open(change: { ticks?: Tick[]; snapshots?: Snapshot[] } = {}) {
  const found: PreviousCrash[] = [];
  const timers: { run: () => void; delay: number }[] = [];
  const page = { visible: true };
  const guard = createTestGuard();
  const box: BlackBox = startBlackBox({
    storage,
    crashReport: undefined,
    guard,
    epoch: clock.epoch,
    visible: () => page.visible,
    setTimer: (run, delay) => (timers.push({ run, delay }), () => undefined),
    reportingInterval: 5_000,
    release: '1.2.3',
    ticks: () => change.ticks ?? [],
    snapshots: () => change.snapshots ?? [healthySnapshot(0)],
    onFound: (crash) => found.push(crash),
  });
  return { box, found, timers, page, guard };
}

const tick = (change: Partial<Tick> = {}): Tick => ({
  timestamp: clock.epoch(),
  interval: 1_000,
  visibility: 1,
  ...change,
});

describe('the black box', () => {
  it('gives the next page what a lost one saw last, once', () => {
    const ticks = [tick({ functions: { step: [1, 2] } }), tick({ functions: { step: [3, 4] }, fps: 12 })];
    open({ ticks }).box.onSnapshot();
    clock.advance(15_001);
    const { found, guard } = open();
    expect(found).toMatchObject([{ suspected: 'unknown', release: '1.2.3', ticks: [{}, { fps: 12 }] }]);
    expect(found[0]?.ticks[0]).not.toHaveProperty('functions');
    expect(found[0]?.ticks[1]?.functions).toEqual({ step: [3, 4] });
    expect(open().found).toEqual([]);
    expect(guard.errors).toEqual([]);
  });

  it('takes no page for lost that lives, said goodbye, was hidden or stopped', () => {
    for (const end of ['forget', 'stop'] as const) {
      const { box } = open();
      box.onSnapshot();
      box[end]();
    }
    const hidden = open();
    hidden.page.visible = false;
    hidden.box.onSnapshot();
    const living = open();
    living.box.onSnapshot();
    clock.advance(14_000);
    living.box.onSnapshot();
    clock.advance(14_000);
    expect(open().found).toEqual([]);
  });

  it('looks again when a fresh record would be overdue: the page may have crashed a moment ago', () => {
    open().box.onSnapshot();
    clock.advance(2_000);
    const { found, timers } = open();
    expect([found, timers.map(({ delay }) => delay)]).toEqual([[], [13_001]]);
    clock.advance(13_001);
    timers[0]?.run();
    expect(found).toHaveLength(1);
  });

  it('writes between snapshots at traps and growth, and else not', () => {
    const { box } = open();
    const writes = (change: Partial<Tick>): boolean => {
      for (const key of Object.keys(storage)) storage.removeItem(key);
      box.onTick(tick(change));
      return Object.keys(storage).length > 0;
    };
    expect(writes({ wasmReserved: 65_536 })).toBe(true);
    expect(writes({ wasmReserved: 65_536 })).toBe(false);
    expect(writes({ wasmReserved: 131_072 })).toBe(true);
    expect(writes({ wasmReserved: 131_072, traps: 1 })).toBe(true);
  });

  it('suspects what the last readings point to', () => {
    const suspected = (change: Parameters<typeof open>[0]) => {
      open(change).box.onSnapshot();
      clock.advance(20_000);
      return open().found[0]?.suspected;
    };
    expect(suspected({ ticks: [tick({ wasmReserved: 99e6, headroom: 1e6 })] })).toBe('out-of-memory');
    const full = healthySnapshot(0, { memory: { jsHeapUsed: 95, jsHeapLimit: 100 } });
    expect(suspected({ snapshots: [full] })).toBe('out-of-memory');
    expect(suspected({ ticks: [tick({ traps: 2 }), tick()] })).toBe('trap');
    expect(suspected({ ticks: [tick({ wasmReserved: 1e6, headroom: 99e6 })] })).toBe('unknown');
  });

  it('clears away what is no record, and keeps its own small', () => {
    storage.setItem('wasm-vitals:black-box:x', '{"version":1,"ticks":3}');
    storage.setItem('host', 'kept');
    const { box, found } = open({ ticks: [tick({ functions: { ['f'.repeat(1e5)]: [1, 1] } })] });
    expect([Object.keys(storage), found]).toEqual([['host'], []]);
    box.onSnapshot();
    const [key = ''] = Object.keys(storage).filter((each) => each !== 'host');
    expect(storage.getItem(key)?.length).toBeLessThan(16_000);
  });
});
