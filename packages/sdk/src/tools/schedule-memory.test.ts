import { expect, it } from 'vitest';
import { createScheduleMemory, type ScheduleStorage } from './schedule-memory.js';

function memoryStorage(): ScheduleStorage {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

it('remembers the last run from page to page, beginning with the first time that it is asked', () => {
  const storage = memoryStorage();
  expect(createScheduleMemory('daily', storage, () => 1_000).lastRun()).toBe(1_000);
  const second = createScheduleMemory('daily', storage, () => 5_000);
  expect(second.lastRun()).toBe(1_000);
  expect(second.claim(4_000)).toBe(true);
  expect(createScheduleMemory('daily', storage, () => 6_000).lastRun()).toBe(4_000);
  expect(createScheduleMemory('other', storage, () => 6_000).lastRun()).toBe(6_000);
});

it('lets one page of an origin have each run', () => {
  const storage = memoryStorage();
  const pages = [1, 2, 3].map(() => createScheduleMemory('daily', storage, () => 9_000));
  expect(pages.map((page) => page.claim(8_000))).toEqual([true, false, false]);
});

it.each(['', 'soon', '-5', 'NaN', '1e999', '99999'])('passes over %j in storage', (text) => {
  const storage = memoryStorage();
  storage.setItem('wasm-vitals:schedule:daily', text);
  expect(createScheduleMemory('daily', storage, () => 7_000).lastRun()).toBe(7_000);
});

it('lives with the page where storage is missing or throws', () => {
  const broken: ScheduleStorage = {
    getItem: () => {
      throw new DOMException('blocked', 'SecurityError');
    },
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  for (const storage of [undefined, broken]) {
    const memory = createScheduleMemory('daily', storage, () => 7_000);
    expect(memory.lastRun()).toBe(7_000);
    expect([memory.claim(8_000), memory.claim(8_000)]).toEqual([true, false]);
  }
});
