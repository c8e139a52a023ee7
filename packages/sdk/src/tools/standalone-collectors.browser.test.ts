import { expect, it } from 'vitest';
import { ADD } from '../testing/add-module.js';
import { describeGlobals } from '../testing/describe-globals.js';
import {
  InteractionCollector,
  MemoryCollector,
  NetworkCollector,
  RenderingCollector,
  WasmCollector,
} from './standalone-collectors.js';

it('give their section without a monitor, and leave every global as it was', () => {
  const before = describeGlobals();
  const collectors = [
    new WasmCollector(),
    new MemoryCollector(() => ({ reserved: 65_536 })),
    new RenderingCollector(),
    new NetworkCollector(),
    new InteractionCollector(),
  ];
  const [wasm, memory, rendering, network, interaction] = collectors.map((collector) => collector.collect());
  expect(wasm).toEqual({ status: 'not_initialized' });
  expect(memory).toMatchObject({ wasmReserved: 65_536 });
  expect(rendering).toMatchObject({ frames: 0 });
  expect(network).toHaveProperty('byKind');
  expect(interaction).toMatchObject({ deadClicks: 0 });
  for (const collector of collectors.reverse()) {
    collector.stop();
    collector.stop();
  }
  expect(describeGlobals()).toEqual(before);
});

it('measure an instance that is registered by hand, and a function of the host', async () => {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(ADD));
  const collector = new WasmCollector();
  const { add } = collector.setInstance(instance, 'adder') as { add: (a: number, b: number) => number };
  expect([1, 2, 3].map((n) => add(n, 1))).toEqual([2, 3, 4]);
  const double = collector.measureFunction('double', (n: number) => n * 2);
  const later = collector.measureFunction('later', (n: number) => Promise.resolve(n));
  const fails = collector.measureFunction('fails', () => {
    throw new RangeError('no');
  });
  expect(double(4)).toBe(8);
  await expect(later(5)).resolves.toBe(5);
  expect(fails).toThrow(RangeError);
  const section = collector.collect();
  collector.stop();
  expect(section).toMatchObject({
    status: 'active',
    functionCallCounts: { add: 3, double: 1, later: 1, fails: 1 },
    modules: [{ name: 'adder', instances: 1 }],
  });
  const functions = 'functions' in section ? section.functions : [];
  expect(functions.find(({ name }) => name === 'fails')).toMatchObject({ kind: 'host', errors: 1 });
});
