import { afterEach, expect, it, vi } from 'vitest';
import { ADD } from '../testing/add-module.js';
import { startMonitor, type PerformanceMonitor } from '../index.js';

const CALLS_PER_SLICE = 200_000;

let monitor: PerformanceMonitor | undefined;
let overloading = false;

afterEach(() => {
  overloading = false;
  monitor?.stop();
});

/** Calls an export as often as the processor lets it, in slices between which the page lives on. */
function overload(add: (a: number, b: number) => number): void {
  const channel = new MessageChannel();
  let sum = 0;
  overloading = true;
  channel.port1.onmessage = () => {
    for (let i = 0; i < CALLS_PER_SLICE; i++) sum = add(sum, i);
    if (overloading) channel.port2.postMessage(0);
    else channel.port1.close();
  };
  channel.port2.postMessage(0);
}

const shed = (): readonly string[] => {
  const overhead = monitor?.history().at(-1)?.overhead;
  return overhead && 'shed' in overhead ? overhead.shed : [];
};

const ORDER = [
  'three of four timings of calls',
  'frame bursts and page memory',
  'three of the remaining four timings',
  'every second tick',
  'nearly all timings of calls',
];

it('sheds under millions of calls a second, says so, counts on, and comes back when the load stops', async () => {
  monitor = startMonitor({ reportingInterval: 1_000, maxOverhead: 0.01 });
  const { instance } = await WebAssembly.instantiate(ADD);
  overload((instance.exports as { add: (a: number, b: number) => number }).add);

  await vi.waitFor(() => expect(shed().length).toBeGreaterThanOrEqual(3), { timeout: 60_000, interval: 200 });
  expect(shed()).toEqual(ORDER.slice(0, shed().length));
  const told = monitor.history().map(({ overhead }) => overhead);
  // what is shed is shed because the monitor saw its own cost, and the calls are all counted all the same
  const over = told.filter((overhead) => 'cpu' in overhead && overhead.cpu > 0.01);
  expect(over.length).toBeGreaterThanOrEqual(2);
  expect(monitor.history().at(-1)?.wasm).toMatchObject({
    functionCallCounts: { add: expect.toSatisfy((calls: number) => calls > 1_000_000) as number },
  });
  // and it says where the cost is: here, in the wrappers
  const parts = told.map((overhead) => ('parts' in overhead ? overhead.parts : {}));
  const wrappers = parts.reduce((sum, { wrappers: ms = 0 }) => sum + ms, 0);
  const all = parts.reduce((sum, part) => sum + Object.values(part).reduce((ms, each) => ms + each, 0), 0);
  expect(wrappers / all).toBeGreaterThan(0.5);

  overloading = false;
  await vi.waitFor(() => expect(shed()).toEqual([]), { timeout: 90_000, interval: 200 });
  expect(monitor.history().at(-1)?.overhead).toMatchObject({ faults: 0 });
}, 180_000);
