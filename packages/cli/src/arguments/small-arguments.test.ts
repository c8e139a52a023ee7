import { describe, expect, it } from 'vitest';
import { parseHeader } from './header.js';
import { nearestIds } from './nearest.js';
import { parseViewport } from './viewport.js';

describe('parseViewport', () => {
  it.each([
    ['1280x720', { width: 1280, height: 720 }],
    ['400X800', { width: 400, height: 800 }],
    ['10000×1', { width: 10_000, height: 1 }],
  ])('reads %s', (text, size) => {
    expect(parseViewport('--viewport', text)).toEqual(size);
  });

  it.each(['1280', 'x720', '0x720', '10001x1', '-1x5', '12.5x3', 'big', ''])('refuses %j', (text) => {
    expect(() => parseViewport('--viewport', text)).toThrow(
      expect.objectContaining({ code: 'bad-viewport', exit: 2 }) as Error,
    );
  });
});

describe('parseHeader', () => {
  it('adds to what was read before', () => {
    const first = parseHeader('Authorization: Bearer a:b', {});
    expect(parseHeader('X-Test:', first)).toEqual({ Authorization: 'Bearer a:b', 'X-Test': '' });
  });

  it.each(['no colon', ': value', 'bad name: x', ''])('refuses %j', (text) => {
    expect(() => parseHeader(text, {})).toThrow(expect.objectContaining({ code: 'bad-header' }) as Error);
  });

  it('does not print a secret whole', () => {
    expect(() => parseHeader('Bearer a-long-secret-token', {})).not.toThrow('secret-token');
  });
});

describe('nearestIds', () => {
  it('puts the likeliest first and leaves strangers out', () => {
    expect(nearestIds('durration', ['duration', 'ration', 'viewport'])).toEqual(['duration', 'ration']);
    expect(nearestIds('zzz', ['duration'])).toEqual([]);
  });
});
