import { describe, expect, it, vi } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.js';
import { createGuard, messageOf } from './guard.js';

describe('guard', () => {
  it('catches, counts and reports what a callback throws', () => {
    const report = vi.fn();
    const guard = createGuard(() => 0, report);
    const error = new Error('ours');
    const callback = guard.wrap('observers', () => {
      throw error;
    });
    expect(callback).not.toThrow();
    expect(guard.faults).toBe(1);
    expect(report).toHaveBeenCalledWith(error);
  });

  it('survives a reporter that throws', () => {
    const guard = createGuard(
      () => 0,
      () => {
        throw new Error('the host’s');
      },
    );
    expect(() => guard.fault(new Error('ours'))).not.toThrow();
    expect(guard.faults).toBe(1);
  });

  it('books nested work once, under its own part', () => {
    const clock = createFakeClock();
    const guard = createGuard(clock.now, () => undefined);
    guard.run('sampler', () => {
      clock.advance(1);
      guard.run('collectors', () => clock.advance(5));
      guard.run('host', () => clock.advance(20));
      clock.advance(2);
    });
    expect(guard.takeCosts()).toEqual({ sampler: 3, collectors: 5, host: 20 });
    expect(guard.takeCosts()).toEqual({});
  });

  it('books the time of work that throws, and gives what was made of the error', () => {
    const clock = createFakeClock();
    const guard = createGuard(clock.now, () => undefined);
    const result = guard.attempt<string>(
      'detect',
      () => {
        clock.advance(4);
        throw new Error('x');
      },
      messageOf,
    );
    expect(result).toBe('x');
    expect(guard.takeCosts()).toEqual({ detect: 4 });
  });

  it('says what any thrown value is', () => {
    expect(messageOf(new RangeError('far'))).toBe('far');
    expect(messageOf(new TypeError())).toBe('TypeError');
    expect(messageOf('text')).toBe('text');
    expect(messageOf(undefined)).toBe('undefined');
  });
});
