import { describe, expect, it, vi } from 'vitest';
import { createDeadClicks } from './dead-clicks.js';

function setUp() {
  const state = { frames: 0, watching: 0, change: () => undefined as void };
  const dead = createDeadClicks({
    frames: () => state.frames,
    watch(onChange) {
      state.watching++;
      state.change = onChange;
      return () => void state.watching--;
    },
  });
  return { state, dead };
}

describe('dead clicks', () => {
  it('are clicks that nothing answered within a second', () => {
    const { state, dead } = setUp();
    dead.note(0);
    expect(dead.take(900)).toBe(0);
    expect(state.watching).toBe(1);
    expect(dead.take(1_000)).toBe(1);
    expect(dead.take(2_000)).toBe(0);
    expect(state.watching).toBe(0);
  });

  it('are not those that a frame on the canvas answered', () => {
    const { state, dead } = setUp();
    dead.note(0);
    state.frames++;
    expect(dead.take(1_500)).toBe(0);
    expect(state.watching).toBe(0);
  });

  it('are not those that a change of the document answered', () => {
    const { state, dead } = setUp();
    dead.note(0);
    dead.note(100);
    expect(state.watching).toBe(1);
    state.change();
    expect(state.watching).toBe(0);
    expect(dead.take(1_500)).toBe(0);
  });

  it('are none where frames are not watched', () => {
    const watch = vi.fn(() => () => undefined);
    const dead = createDeadClicks({ frames: () => NaN, watch });
    dead.note(0);
    expect(dead.take(5_000)).toBe(0);
  });
});
