/** What a run shows. `loop`: the demo's own actions are automatic. `plain`: nothing is. The others try one bad action. */
export type Mode = 'loop' | 'plain' | 'placebo' | 'harmful' | 'quiet';

export interface Run {
  readonly id: string;
  readonly fault: string;
  readonly strength: 1 | 2 | 3;
  readonly mode: Mode;
}

/** Faults of the demo that one of its own actions can answer, and those that none of them fits. */
const FITTING = ['slow', 'leak', 'cache', 'frames'] as const;
const OTHERS = ['heap', 'stall', 'churn', 'network'] as const;
const STRENGTHS = [2, 3, 1] as const;

const run = (mode: Mode, fault: string, strength: 1 | 2 | 3, repeat: number): Run => ({
  id: `${mode}-${fault}-${strength}-${repeat}`,
  mode,
  fault,
  strength,
});

/**
 * Every run, the most telling ones first, so that a bench that was cut short still says something. A placebo or harmful
 * run holds many trials.
 */
export function planRuns(repeats: number, quiet: number): readonly Run[] {
  const runs: Run[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const strength of STRENGTHS) {
      for (const fault of FITTING) runs.push(run('loop', fault, strength, repeat));
      if (strength === STRENGTHS[0]) {
        runs.push(run('placebo', 'slow', 2, repeat), run('harmful', 'slow', 2, repeat));
      }
      for (const fault of FITTING) runs.push(run('plain', fault, strength, repeat));
    }
    for (const strength of STRENGTHS) {
      for (const fault of OTHERS) runs.push(run('loop', fault, strength, repeat));
    }
  }
  for (let repeat = 0; repeat < quiet; repeat++) runs.push(run('quiet', 'none', 1, repeat));
  return runs;
}
