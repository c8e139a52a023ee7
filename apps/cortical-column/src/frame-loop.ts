/** A part of each frame. `elapsed` is the time since the last frame, `now` that of this one (ms). */
export type FrameListener = (elapsed: number, now: number) => void;

export interface FrameLoop {
  /** Listeners run in the order in which they were added. Returns the way to leave. */
  onFrame(listener: FrameListener): () => void;
  /** Frames a second over the last second. */
  fps(): number;
}

/** Runs the page's only animation loop. */
export function startFrameLoop(): FrameLoop {
  const listeners = new Set<FrameListener>();
  const times: number[] = [];
  let last = performance.now();

  function frame(now: number): void {
    requestAnimationFrame(frame); // first: a listener that throws must not end the loop
    const elapsed = Math.max(0, now - last);
    last = now;
    times.push(now);
    while ((times[0] ?? now) < now - 1_000) times.shift();
    for (const listener of listeners) listener(elapsed, now);
  }

  requestAnimationFrame(frame);
  return {
    onFrame(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    fps: () => times.length,
  };
}
