import { describe, expect, it } from 'vitest';
import { seriesOf } from '../feed/series.js';
import { describeLine } from './describe.js';

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

  it('calls noise steady', () => {
    const values = [50, 51, 49.5, 50.5, 50, 51.5, 49, 50, 50.5, 50];
    expect(describeLine(seriesOf('rendering.fps'), values)).toBe(
      'Frame rate: 50.0 fps, steady; lowest 49.0 fps, highest 51.5 fps.',
    );
  });
});
