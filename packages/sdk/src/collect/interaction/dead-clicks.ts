import type { DurationMs } from '@wasm-vitals/protocol';

/** What a click may lead to is seen by the page's own signs of life, each with the time when it last showed. */
export interface SignsOfLife {
  /** Frames that the host presented since the start: on a canvas, the only sign there is. */
  frames(): number;
  /** Watches the document for changes from now on, until `stop`. */
  watch(onChange: () => void): () => void;
}

/** A click must show something within a second; later it isn't taken for an answer any more. */
const ANSWER_WITHIN_MS: DurationMs = 1_000;

export interface DeadClicks {
  note(at: DurationMs): void;
  /** Something else answered: navigation, focus, scrolling, an input's change. */
  answer(): void;
  /** Clicks that are known by now to have led to nothing, since the last call. */
  take(now: DurationMs): number;
  stop(): void;
}

/**
 * Finds clicks after which nothing changed. It watches the document only while a click waits for its answer, so that it
 * costs nothing otherwise.
 */
export function createDeadClicks(life: SignsOfLife): DeadClicks {
  let waiting: { readonly at: DurationMs; readonly frames: number }[] = [];
  let unwatch: (() => void) | undefined;

  function answer(): void {
    waiting = [];
    unwatch?.();
    unwatch = undefined;
  }

  return {
    answer,
    note(at) {
      waiting.push({ at, frames: life.frames() });
      unwatch ??= life.watch(answer);
    },
    take(now) {
      const frames = life.frames();
      waiting = waiting.filter((click) => click.frames === frames);
      const dead = waiting.filter((click) => now - click.at >= ANSWER_WITHIN_MS);
      waiting = waiting.filter((click) => now - click.at < ANSWER_WITHIN_MS);
      if (waiting.length === 0) answer();
      return dead.length;
    },
    stop: answer,
  };
}
