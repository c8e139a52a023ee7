import { describe, expect, it } from 'vitest';
import { seriesOf } from '../feed/series.js';
import { describeLine, trendOf } from './describe.js';

describe('describeLine', () => {
  it('tells the current value, the trend and the extremes', () => {
    const values = [60, 60, null, 58, 59, 30, 29, undefined, 30, 31, 30];
    expect(describeLine(seriesOf('rendering.fps'), values)).toBe(
      'Frame rate: 30.0 fps, falling, −50 %; lowest 29.0 fps, highest 60.0 fps.',
    );
  });

  it('says so where there is nothing', () => {
    expect(describeLine(seriesOf('rendering.fps'), [null, undefined])).toBe(
      'Frame rate: no readings in this window.',
    );
  });
});

describe('trendOf', () => {
  it('calls noise steady', () => {
    expect(trendOf([10, 10.2, 9.9, 10.1, 10, 10.3, 9.8, 10, 10.1, 10])).toBe('steady');
  });
});
