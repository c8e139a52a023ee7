import { describe, expect, it } from 'vitest';
import { scaleRange } from './scale-range.js';

describe('scaleRange', () => {
  it('starts at zero, with room above', () => {
    expect(scaleRange('ms', [10, 20])[0]).toBe(0);
    expect(scaleRange('ms', [10, 20])[1]).toBeGreaterThan(20);
  });

  it('shows a small leak on top of a large heap', () => {
    const [low, high] = scaleRange('bytes', [1e9, 1.05e9]);
    expect(low).toBeGreaterThan(0.9e9);
    expect((1.05e9 - 1e9) / (high - low)).toBeGreaterThan(0.4);
  });

  it('shows a threshold that is near, not one that is far', () => {
    expect(scaleRange('ms', [10, 20], 30)[1]).toBeGreaterThanOrEqual(30);
    expect(scaleRange('ms', [10, 20], 3_000)[1]).toBeLessThan(100);
  });

  it('shows rates near 1 against the whole', () => {
    expect(scaleRange('ratio', [0.9, 0.95])[1]).toBeGreaterThanOrEqual(1);
    expect(scaleRange('ratio', [0.005, 0.007])[1]).toBeLessThan(0.01);
  });

  it('has a height without readings, and with nothing but zeros', () => {
    for (const extent of [undefined, [0, 0] as const]) {
      const [low, high] = scaleRange('count', extent);
      expect(high).toBeGreaterThan(low);
    }
  });
});
