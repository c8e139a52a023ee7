/** What a run shows. `loop`: the demo's own actions are automatic. `plain`: nothing is. The others try bad actions. */
export type Mode = 'loop' | 'plain' | 'placebo' | 'harmful' | 'quiet';
type Strength = 1 | 2 | 3;

export interface Run {
  readonly id: string;
  readonly fault: string;
  readonly strength: Strength;
  readonly mode: Mode;
  /** How long the fault lasts (a quiet run: how long is looked on). */
  readonly seconds: number;
  /** Fills a core: two of these at once would measure each other. */
  readonly heavy: boolean;
}

/** Faults of the demo that one of its own actions can answer, and those that none of them fits. */
export const FITTING = ['slow', 'leak', 'cache', 'frames'] as const;
const OTHERS = ['heap', 'stall', 'churn', 'network'] as const;
const STRENGTHS: readonly Strength[] = [2, 1, 3];

/** Goal of a recovery is 45 s from onset, and the last 20 s are what a run is judged by. */
const FAULT_S = 65;
/** A wider cache needs a round of the films until it can be judged. */
const SLOWER_S = 80;
const SLOWER: readonly string[] = ['cache'];
/** What a leak takes grows as long as it lasts, while what is recovered comes in saw teeth of the same height. */
const GROWING_S = 120;
/** Without the loop a loss that doesn't grow needs no longer to be seen. */
const PLAIN_S = 30;
const GROWING: readonly string[] = ['leak', 'heap'];
const TRIALS_S = { placebo: 245, harmful: 125 } as const;
const QUIET_S = 300;

function secondsOf(mode: Mode, fault: string): number {
  if (mode === 'quiet') return QUIET_S;
  if (mode === 'placebo' || mode === 'harmful') return TRIALS_S[mode];
  if (GROWING.includes(fault)) return GROWING_S;
  if (mode === 'plain') return PLAIN_S;
  return SLOWER.includes(fault) ? SLOWER_S : FAULT_S;
}

const isHeavy = (fault: string, strength: Strength): boolean =>
  fault === 'frames' || (fault === 'slow' && strength === 3);

const run = (mode: Mode, fault: string, strength: Strength, repeat: number): Run => ({
  id: `${mode}-${fault}-${strength}-${repeat}`,
  mode,
  fault,
  strength,
  seconds: secondsOf(mode, fault),
  heavy: isHeavy(fault, strength),
});

/** Bad actions are tried against a fault that lasts: one of WebAssembly time, and one of the frame rate. */
const TRIED_UNDER = [
  ['slow', 1],
  ['slow', 2],
  ['frames', 1],
] as const;

/**
 * Every run, the most telling ones first, so that a bench that was cut short still says something. A placebo or harmful
 * run holds up to twelve trials, which is the loop's budget.
 */
export function planRuns(repeats: number, quiet: number): readonly Run[] {
  const runs: Run[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const faults of [FITTING, OTHERS]) {
      for (const strength of STRENGTHS) {
        for (const mode of ['loop', 'plain'] as const) {
          for (const fault of faults) runs.push(run(mode, fault, strength, repeat));
        }
      }
    }
    for (const mode of ['placebo', 'harmful'] as const) {
      for (const [fault, strength] of TRIED_UNDER) runs.push(run(mode, fault, strength, repeat));
    }
  }
  for (let repeat = 0; repeat < quiet; repeat++) runs.push(run('quiet', 'none', 1, repeat));
  return runs;
}
