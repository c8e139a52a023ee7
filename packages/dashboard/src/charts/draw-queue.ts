/** Lets charts draw one after the other, each in idle time of its own, so that the host never loses a frame to them. */
export interface DrawQueue {
  /** Asks for a turn. Asking again before the turn came changes nothing. */
  request(draw: () => void): void;
  cancel(draw: () => void): void;
}

/** A host that is never idle still gets a fresh chart this often. Milliseconds. */
const PATIENCE = 100;

type Schedule = (run: () => void) => void;

/**
 * Idle time rather than animation frames: a monitor counts the host's calls of `requestAnimationFrame` as the host's
 * frames, and ours would be among them. A callback that was asked for in an idle period runs in the next one, which
 * makes it one chart a frame.
 */
const idle: Schedule = (run) => {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: PATIENCE });
  else setTimeout(run, 16);
};

export function createDrawQueue(schedule: Schedule = idle): DrawQueue {
  const waiting = new Set<() => void>();
  let scheduled = false;

  const next = (): void => {
    scheduled = false;
    const [draw] = waiting;
    if (!draw) return;
    waiting.delete(draw);
    plan();
    draw();
  };

  const plan = (): void => {
    if (scheduled || waiting.size === 0) return;
    scheduled = true;
    schedule(next);
  };

  return {
    request(draw) {
      waiting.add(draw);
      plan();
    },
    cancel(draw) {
      waiting.delete(draw);
    },
  };
}

/** All dashboards of a page share one queue. */
export const drawQueue = createDrawQueue();
