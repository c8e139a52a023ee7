import { describe, expect, it } from 'vitest';
import { CliError } from '../errors/cli-error.js';
import { parseDuration, spellDuration } from './duration.js';

const LIMITS = { least: 500, most: 3_600_000 };
const parse = (value: string): number => parseDuration('--duration', value, LIMITS);

describe('parseDuration', () => {
  it.each([
    ['30s', 30_000],
    ['500ms', 500],
    ['1.5m', 90_000],
    ['2 min', 120_000],
    ['1h', 3_600_000],
    ['10', 10_000],
    [' 5S ', 5_000],
    ['.5s', 500],
  ])('reads %j', (text, ms) => {
    expect(parse(text)).toBe(ms);
  });

  it.each(['', 'banana', '-5s', '0', '499ms', '61m', '5d', '1e9', 'NaN', 'Infinity', '1s2', '0x10'])(
    'refuses %j and says what is allowed',
    (text) => {
      expect(() => parse(text)).toThrow(CliError);
      try {
        parse(text);
      } catch (error) {
        expect(error).toMatchObject({ code: 'bad-duration', exit: 2 });
        expect((error as CliError).text.expected).toContain('from 500ms to 1h');
      }
    },
  );

  it('reads back what spellDuration writes', () => {
    for (const ms of [500, 1_000, 1_500, 90_000, 120_000, 3_600_000])
      expect(parse(spellDuration(ms))).toBe(ms);
  });
});
