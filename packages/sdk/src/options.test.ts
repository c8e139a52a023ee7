import { describe, expect, it } from 'vitest';
import { checkOptions } from './options.js';
import { OptionsError } from './options/options-error.js';

describe('options', () => {
  it('have a default each', () => {
    expect(checkOptions(undefined)).toEqual({
      application: {},
      reportingInterval: 5_000,
      tickInterval: 1_000,
      historySize: 1_000,
      maxOverhead: 0.01,
      thresholds: {},
      imports: false,
      allocatorCalls: false,
      blackBox: true,
      collectors: { wasm: true, memory: true, rendering: true, network: true, interaction: true },
    });
  });

  it('take what is allowed', () => {
    const memory = {
      name: 'memory',
      start: () => undefined,
      collect: () => ({}),
      tick: () => ({}),
      unsupported: () => [],
      stop: () => undefined,
    };
    const given = {
      application: { name: 'column', release: '1.2.3' },
      reportingInterval: 1_000,
      thresholds: { 'rendering.fps': { below: 50, for: 5_000 }, 'network.cacheHitRate': null },
      collectors: { memory, wasm: false },
    };
    expect(checkOptions(given)).toMatchObject({
      ...given,
      collectors: { memory, wasm: false, network: true },
    });
  });

  it.each([
    [{ reportInterval: 5 }, 'reportInterval', 'there are application, reportingInterval'],
    [{ reportingInterval: 999 }, 'reportingInterval', 'is 999; allowed: a number from 1000 to 600000 ms'],
    [{ reportingInterval: '5000' }, 'reportingInterval', 'is "5000"'],
    [{ reportingInterval: NaN }, 'reportingInterval', 'is NaN'],
    [{ historySize: 10.5 }, 'historySize', 'a whole number'],
    [{ maxOverhead: 0 }, 'maxOverhead', 'from 0.001 to 1'],
    [{ application: 'column' }, 'application', 'an object with name, release'],
    [{ application: { version: '1' } }, 'application.version', 'no such option'],
    [{ application: { name: '' } }, 'application.name', 'text of 1 to 200 characters'],
    [
      { thresholds: { 'rendering.FPS': { below: 1 } } },
      "thresholds['rendering.FPS']",
      'a metric of the catalogue',
    ],
    [{ thresholds: { 'rendering.fps': {} } }, "thresholds['rendering.fps']", 'one of above and below'],
    [{ thresholds: { 'rendering.fps': { below: 1, above: 2 } } }, "thresholds['rendering.fps']", 'one of'],
    [{ thresholds: { 'rendering.fps': { under: 1 } } }, "thresholds['rendering.fps'].under", 'one of'],
    [{ thresholds: { 'rendering.fps': { below: '1' } } }, "thresholds['rendering.fps'].below", 'finite'],
    [
      { thresholds: { 'rendering.fps': { below: 1, for: -1 } } },
      "thresholds['rendering.fps'].for",
      '0 or more',
    ],
    [{ collectors: { memory: {} } }, 'collectors.memory', 'true, false or a collector'],
    [{ collectors: { gpu: false } }, 'collectors.gpu', 'no such option'],
    [{ onError: true }, 'onError', 'a function'],
    [[], 'options', 'is []'],
    [5, 'options', 'is 5'],
  ])('refuse %j, and say why', (options, option, says) => {
    let thrown: unknown;
    try {
      checkOptions(options);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(OptionsError);
    expect(thrown).toMatchObject({ name: 'OptionsError', option });
    expect((thrown as Error).message).toContain(`'${option}'`);
    expect((thrown as Error).message).toContain(says);
  });

  it('can show what refers to itself', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(() => checkOptions({ historySize: loop })).toThrow('an object that refers to itself');
  });
});
