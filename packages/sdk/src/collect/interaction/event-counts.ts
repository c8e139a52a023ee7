/** Events that only accompany another one: a click is one thing that the user did, not eight. */
const FOLLOWERS =
  /^(?:pointer|mouse|touch|drag)(?:over|enter|out|leave|start|end|exit)$|capture$|^beforeinput$/;

export interface EventCounts {
  /** Counts an event that the browser's own counts leave out. */
  add(type: string): void;
  /** Events by type since the last call; only types that occurred. */
  take(): Readonly<Record<string, number>>;
}

/** Turns the browser's running counts into counts of an interval. */
export function createEventCounts(
  read: (() => Iterable<readonly [string, number]>) | undefined,
): EventCounts {
  const last = new Map<string, number>(read?.());
  let added: Record<string, number> = {};

  return {
    add(type) {
      added[type] = (added[type] ?? 0) + 1;
    },
    take() {
      const counts = added;
      added = {};
      for (const [type, total] of read?.() ?? []) {
        const here = total - (last.get(type) ?? 0);
        last.set(type, total);
        if (here > 0 && !FOLLOWERS.test(type)) counts[type] = here;
      }
      return counts;
    },
  };
}
