/** Lets charts draw in turns, as many in an idle period as it has room for, so that the host never loses a frame to them. */
export interface DrawQueue {
  /** Asks for a turn. Asking again before the turn came changes nothing. */
  request(draw: () => void): void;
  cancel(draw: () => void): void;
}

/** A host that is never idle still gets a fresh chart this often. Milliseconds. */
const PATIENCE = 100;

/** Milliseconds that are left before the host needs the thread again. */
type TimeLeft = () => number;
type Schedule = (run: (timeLeft: TimeLeft) => void) => void;

/** Another chart is begun in the same idle period only while this is left: a chart takes about one. Milliseconds. */
const ENOUGH = 6;

/**
 * Idle time rather than animation frames: a monitor counts the host's calls of `requestAnimationFrame` as the host's
 * frames, and ours would be among them.
 */
const idle: Schedule = (run) => {
  if (typeof requestIdleCallback === 'function')
    requestIdleCallback((deadline) => run(() => deadline.timeRemaining()), { timeout: PATIENCE });
  else setTimeout(() => run(() => 0), 16);
};

export function createDrawQueue(schedule: Schedule = idle): DrawQueue {
  const waiting = new Set<() => void>();
  let scheduled = false;

  const drawOne = (): void => {
    const [draw] = waiting;
    if (!draw) return;
    waiting.delete(draw);
    draw();
  };

  const next = (timeLeft: TimeLeft): void => {
    scheduled = false;
    try {
      do drawOne();
      while (waiting.size > 0 && timeLeft() >= ENOUGH);
    } finally {
      plan();
    }
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
