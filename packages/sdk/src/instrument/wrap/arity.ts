import type { MemoryTracker } from '../memory/memory-tracker.js';
import type { FunctionState } from '../meter/function-state.js';
import type { Frame } from '../meter/meter.js';

/* eslint-disable max-params -- one closure per number of arguments: arrays of arguments would cost 50 times as much */

type Fn = (...args: unknown[]) => unknown;

/** What the wrappers call beside the function. */
export interface CallHooks {
  /** The countdown ran out: this call is timed. */
  enter(state: FunctionState, memory: MemoryTracker | undefined): Frame;
  leave(frame: Frame, memory: MemoryTracker | undefined): void;
  /** A call threw; returns the same error. */
  fail(state: FunctionState, error: unknown): unknown;
}

/** Makes the wrapper of a function for which `state` counts. */
export type Wrap = (f: Fn, state: FunctionState, memory: MemoryTracker | undefined) => Fn;

/**
 * One wrapper factory per number of arguments, by which a function's `length` is kept. Not generated at run time (a
 * strict Content-Security-Policy forbids that), and small: the engine inlines small closures into the host's code.
 *
 * The fast path is one countdown and the call. `--s.left < 0` is where a call gets timed.
 */
export function createWrapFactories({ enter, leave, fail }: CallHooks): readonly Wrap[] {
  type S = FunctionState;
  type M = MemoryTracker | undefined;

  const timed0 = (s: S, f: Fn, m: M): unknown => {
    const frame = enter(s, m);
    try {
      return f();
    } finally {
      leave(frame, m);
    }
  };

  const timed1 = (s: S, f: Fn, m: M, a0: unknown): unknown => {
    const frame = enter(s, m);
    try {
      return f(a0);
    } finally {
      leave(frame, m);
    }
  };

  const timed2 = (s: S, f: Fn, m: M, a0: unknown, a1: unknown): unknown => {
    const frame = enter(s, m);
    try {
      return f(a0, a1);
    } finally {
      leave(frame, m);
    }
  };

  const timed3 = (s: S, f: Fn, m: M, a0: unknown, a1: unknown, a2: unknown): unknown => {
    const frame = enter(s, m);
    try {
      return f(a0, a1, a2);
    } finally {
      leave(frame, m);
    }
  };

  const timed4 = (s: S, f: Fn, m: M, a0: unknown, a1: unknown, a2: unknown, a3: unknown): unknown => {
    const frame = enter(s, m);
    try {
      return f(a0, a1, a2, a3);
    } finally {
      leave(frame, m);
    }
  };

  const timed5 = (
    s: S,
    f: Fn,
    m: M,
    a0: unknown,
    a1: unknown,
    a2: unknown,
    a3: unknown,
    a4: unknown,
  ): unknown => {
    const frame = enter(s, m);
    try {
      return f(a0, a1, a2, a3, a4);
    } finally {
      leave(frame, m);
    }
  };

  const timed6 = (
    s: S,
    f: Fn,
    m: M,
    a0: unknown,
    a1: unknown,
    a2: unknown,
    a3: unknown,
    a4: unknown,
    a5: unknown,
  ): unknown => {
    const frame = enter(s, m);
    try {
      return f(a0, a1, a2, a3, a4, a5);
    } finally {
      leave(frame, m);
    }
  };

  const timed7 = (
    s: S,
    f: Fn,
    m: M,
    a0: unknown,
    a1: unknown,
    a2: unknown,
    a3: unknown,
    a4: unknown,
    a5: unknown,
    a6: unknown,
  ): unknown => {
    const frame = enter(s, m);
    try {
      return f(a0, a1, a2, a3, a4, a5, a6);
    } finally {
      leave(frame, m);
    }
  };

  const timed8 = (
    s: S,
    f: Fn,
    m: M,
    a0: unknown,
    a1: unknown,
    a2: unknown,
    a3: unknown,
    a4: unknown,
    a5: unknown,
    a6: unknown,
    a7: unknown,
  ): unknown => {
    const frame = enter(s, m);
    try {
      return f(a0, a1, a2, a3, a4, a5, a6, a7);
    } finally {
      leave(frame, m);
    }
  };

  const timed9 = (
    s: S,
    f: Fn,
    m: M,
    a0: unknown,
    a1: unknown,
    a2: unknown,
    a3: unknown,
    a4: unknown,
    a5: unknown,
    a6: unknown,
    a7: unknown,
    a8: unknown,
  ): unknown => {
    const frame = enter(s, m);
    try {
      return f(a0, a1, a2, a3, a4, a5, a6, a7, a8);
    } finally {
      leave(frame, m);
    }
  };

  const timed10 = (
    s: S,
    f: Fn,
    m: M,
    a0: unknown,
    a1: unknown,
    a2: unknown,
    a3: unknown,
    a4: unknown,
    a5: unknown,
    a6: unknown,
    a7: unknown,
    a8: unknown,
    a9: unknown,
  ): unknown => {
    const frame = enter(s, m);
    try {
      return f(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9);
    } finally {
      leave(frame, m);
    }
  };

  return [
    (f, s, m) => () => {
      try {
        return --s.left < 0 ? timed0(s, f, m) : f();
      } catch (error) {
        throw fail(s, error);
      }
    },
    (f, s, m) => (a0) => {
      try {
        return --s.left < 0 ? timed1(s, f, m, a0) : f(a0);
      } catch (error) {
        throw fail(s, error);
      }
    },
    (f, s, m) => (a0, a1) => {
      try {
        return --s.left < 0 ? timed2(s, f, m, a0, a1) : f(a0, a1);
      } catch (error) {
        throw fail(s, error);
      }
    },
    (f, s, m) => (a0, a1, a2) => {
      try {
        return --s.left < 0 ? timed3(s, f, m, a0, a1, a2) : f(a0, a1, a2);
      } catch (error) {
        throw fail(s, error);
      }
    },
    (f, s, m) => (a0, a1, a2, a3) => {
      try {
        return --s.left < 0 ? timed4(s, f, m, a0, a1, a2, a3) : f(a0, a1, a2, a3);
      } catch (error) {
        throw fail(s, error);
      }
    },
    (f, s, m) => (a0, a1, a2, a3, a4) => {
      try {
        return --s.left < 0 ? timed5(s, f, m, a0, a1, a2, a3, a4) : f(a0, a1, a2, a3, a4);
      } catch (error) {
        throw fail(s, error);
      }
    },
    (f, s, m) => (a0, a1, a2, a3, a4, a5) => {
      try {
        return --s.left < 0 ? timed6(s, f, m, a0, a1, a2, a3, a4, a5) : f(a0, a1, a2, a3, a4, a5);
      } catch (error) {
        throw fail(s, error);
      }
    },
    (f, s, m) => (a0, a1, a2, a3, a4, a5, a6) => {
      try {
        return --s.left < 0 ? timed7(s, f, m, a0, a1, a2, a3, a4, a5, a6) : f(a0, a1, a2, a3, a4, a5, a6);
      } catch (error) {
        throw fail(s, error);
      }
    },
    (f, s, m) => (a0, a1, a2, a3, a4, a5, a6, a7) => {
      try {
        return --s.left < 0
          ? timed8(s, f, m, a0, a1, a2, a3, a4, a5, a6, a7)
          : f(a0, a1, a2, a3, a4, a5, a6, a7);
      } catch (error) {
        throw fail(s, error);
      }
    },
    (f, s, m) => (a0, a1, a2, a3, a4, a5, a6, a7, a8) => {
      try {
        return --s.left < 0
          ? timed9(s, f, m, a0, a1, a2, a3, a4, a5, a6, a7, a8)
          : f(a0, a1, a2, a3, a4, a5, a6, a7, a8);
      } catch (error) {
        throw fail(s, error);
      }
    },
    (f, s, m) => (a0, a1, a2, a3, a4, a5, a6, a7, a8, a9) => {
      try {
        return --s.left < 0
          ? timed10(s, f, m, a0, a1, a2, a3, a4, a5, a6, a7, a8, a9)
          : f(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9);
      } catch (error) {
        throw fail(s, error);
      }
    },
  ];
}

/** For functions of more arguments than the factories above serve: slower, and as rare as they. */
export function createWideWrap({ enter, leave, fail }: CallHooks): Wrap {
  return (f, state, memory) =>
    (...args) => {
      const frame = --state.left < 0 ? enter(state, memory) : undefined;
      try {
        return f(...args);
      } catch (error) {
        throw fail(state, error);
      } finally {
        if (frame) leave(frame, memory);
      }
    };
}
