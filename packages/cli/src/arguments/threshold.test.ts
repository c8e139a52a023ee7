import { METRICS } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import { CliError } from '../errors/cli-error.js';
import { keepsThreshold, parseThreshold } from './threshold.js';

function refusal(text: string): CliError {
  try {
    parseThreshold(text);
  } catch (error) {
    if (error instanceof CliError) return error;
  }
  throw new Error(`"${text}" was accepted`);
}

describe('parseThreshold', () => {
  it.each([
    ['rendering.fps>=30', '>=', 30],
    ['rendering.fps >= 30fps', '>=', 30],
    ['wasm.memoryUsage<256MB', '<', 268_435_456],
    ['wasm.memoryUsage ≤ 1.5 GiB', '<=', 1_610_612_736],
    ['wasm.memoryUsage<1048576', '<', 1_048_576],
    ['network.cacheHitRate>=80%', '>=', 0.8],
    ['network.cacheHitRate>0.8', '>', 0.8],
    ['wasm.executionStats.p95<4ms', '<', 4],
    ['wasm.executionStats.p95<500us', '<', 0.5],
    ['memory.timeToLimit>10min', '>', 600_000],
    ['wasm.executionStats.errors<=0', '<=', 0],
  ])('reads %s', (text, comparison, limit) => {
    expect(parseThreshold(text)).toMatchObject({ comparison, limit, text });
  });

  it('takes every metric of the catalogue', () => {
    for (const id of Object.keys(METRICS)) expect(parseThreshold(`${id}<1`).metric).toBe(id);
  });

  it.each([
    ['fps>=30', 'rendering.fps'],
    ['rendering.fsp>=30', 'rendering.fps'],
    ['wasm.memoryusage<1', 'wasm.memoryUsage'],
    ['memoryUsage<1', 'wasm.memoryUsage'],
    ['cacheHitRate>1', 'network.cacheHitRate'],
  ])('guesses what %s meant', (text, meant) => {
    const { text: said, exit } = refusal(text);
    expect(said.message).toContain(`Did you mean ${meant}`);
    expect(said.expected).toContain('rendering.fps');
    expect(exit).toBe(2);
  });

  it('names every metric where it can’t guess', () => {
    const { text } = refusal('qqqqqqqq>1');
    expect(text.message).not.toContain('Did you mean');
    for (const id of Object.keys(METRICS)) expect(text.expected).toContain(id);
  });

  it.each([
    'rendering.fps',
    'rendering.fps=30',
    'rendering.fps>=',
    '>=30',
    'rendering.fps>=fast',
    'rendering.fps>=-1',
    '',
    'toString>1',
    'constructor<1',
  ])('refuses %j', (text) => {
    expect(refusal(text).code).toBe('bad-threshold');
  });

  it('names the units that are allowed', () => {
    expect(refusal('rendering.fps>=30ms').text.expected).toContain('fps');
    expect(refusal('wasm.memoryUsage<1s').text.expected).toContain('mb');
    expect(refusal('wasm.executionStats.errors<1ms').text.expected).toContain('a number alone');
    expect(refusal('wasm.memoryUsage<1constructor').code).toBe('bad-threshold');
  });
});

describe('keepsThreshold', () => {
  it.each([
    ['rendering.fps>=30', 30, true],
    ['rendering.fps>30', 30, false],
    ['rendering.fps<=30', 30, true],
    ['rendering.fps<30', 30, false],
    ['rendering.fps<30', 29.9, true],
  ])('%s with %d is %s', (text, value, kept) => {
    expect(keepsThreshold(parseThreshold(text), value)).toBe(kept);
  });
});
