import type { ActionKind, ActionMode } from '@wasm-vitals/analysis';
import type { DurationMs, Ratio } from '@wasm-vitals/protocol';

/** What a host allows the advisor to do, with the functions that do it. */
export interface HostAction {
  /** Unique, kebab-case: `reduce-particles`. Recommendations and the audit trail carry it. */
  readonly name: string;
  readonly kind: ActionKind;
  /** For people: "Fewer particles". */
  readonly title?: string;
  /** Goes to `level` (1 to `levels`). May be asynchronous; what throws or takes longer than 5 s is taken back. */
  readonly apply: (level: number) => void | Promise<void>;
  /** Goes back to `level` (0 is untouched). Absent for a one-off that can't be taken back, such as dropping a cache. */
  readonly revert?: (level: number) => void | Promise<void>;
  /** How many steps there are, at least 1, which is the default. */
  readonly levels?: number;
  /** What the user loses at the last level: 0 nothing that can be noticed, 1 the point of the page. Default 0.5. */
  readonly cost?: Ratio;
  /** The level that the host is at, where others (the user) may change it too: a change by them is left alone. */
  readonly level?: () => number;
  /** How long until its effect can be measured; of a one-off, at most. Default 3,000 ms. */
  readonly settle?: DurationMs;
  /** How long it waits after it was taken back, or after a one-off, before it is done again. Default 60,000 ms. */
  readonly coolDown?: DurationMs;
  /** Default `suggest`: offered, applied when a person asks for it. */
  readonly mode?: ActionMode;
}

const NAME = /^[a-z][a-z0-9-]{0,63}$/;
const MODES: readonly ActionMode[] = ['manual', 'suggest', 'automatic'];
const MOST_LEVELS = 100;
/** Below this an action would come again before the one before it has been judged. */
const LEAST_COOL_DOWN = 10_000;

/** @throws TypeError naming the action, the option, what came and what is allowed. */
export function checkAction(action: HostAction): void {
  const refuse = (option: string, got: unknown, allowed: string): never => {
    throw new TypeError(`action ${String(action.name)}: ${option} is ${String(got)}; it must be ${allowed}`);
  };
  if (typeof action.name !== 'string' || !NAME.test(action.name)) {
    refuse('name', action.name, 'kebab-case, at most 64 characters');
  }
  if (typeof action.apply !== 'function') refuse('apply', typeof action.apply, 'a function');
  if (action.revert !== undefined && typeof action.revert !== 'function') {
    refuse('revert', typeof action.revert, 'a function or absent');
  }
  const { levels = 1, cost = 0, mode = 'suggest', coolDown = LEAST_COOL_DOWN } = action;
  if (!Number.isInteger(levels) || levels < 1 || levels > MOST_LEVELS) {
    refuse('levels', levels, `a whole number from 1 to ${MOST_LEVELS}`);
  }
  if (!(cost >= 0 && cost <= 1)) refuse('cost', cost, 'from 0 to 1');
  if (!(coolDown >= LEAST_COOL_DOWN)) refuse('coolDown', coolDown, `at least ${LEAST_COOL_DOWN} ms`);
  if (!MODES.includes(mode)) refuse('mode', mode, MODES.join(', '));
}
