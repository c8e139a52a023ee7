import { recoveryOf, type Recovery } from './measure.js';
import type { Mode } from './plan.js';
import type { RunRecord } from './record.js';

interface FaultRow {
  readonly runs: number;
  readonly recoveredShare?: number;
  readonly medianSeconds?: number;
  /** Runs in which at least 80 % came back. */
  readonly recovered: number;
  readonly kept: number;
  /** Actions that were tried and taken back. */
  readonly wrong: number;
  /** Times that a kept action was taken back and applied again within a minute. */
  readonly flaps: number;
  readonly undetected: number;
}

export interface Summary {
  readonly recoveredShare?: number;
  readonly medianSeconds?: number;
  readonly placeboReverted?: number;
  readonly placeboTrials: number;
  readonly harmfulReverted?: number;
  readonly harmfulTrials: number;
  readonly needlessActions: number;
  readonly quietRuns: number;
  readonly medianLoad?: number;
  readonly byFault: Readonly<Record<string, FaultRow>>;
}

const FLAP_MS = 60_000;

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function countOf(records: readonly RunRecord[], event: string): number {
  return records.reduce((n, { actions }) => n + actions.filter((line) => line.event === event).length, 0);
}

function flapsOf({ actions }: RunRecord): number {
  return actions.filter(
    (line, i) =>
      line.event === 'restored' &&
      actions
        .slice(i + 1)
        .some(
          (next) =>
            next.action === line.action && next.event === 'kept' && next.timestamp - line.timestamp < FLAP_MS,
        ),
  ).length;
}

/** Trials of a bad action that were decided, and how many of them ended with it taken back. */
function trialsOf(records: readonly RunRecord[], mode: Mode): { trials: number; reverted: number } {
  const lines = records.filter((one) => one.mode === mode).flatMap(({ actions }) => actions);
  const bad = lines.filter(({ action }) => action === `bench-${mode}`);
  const reverted = bad.filter(({ event }) => event === 'reverted').length;
  return { reverted, trials: reverted + bad.filter(({ event }) => event === 'kept').length };
}

function rowOf(runs: readonly RunRecord[], plain: readonly RunRecord[]): FaultRow {
  const recoveries = runs.flatMap((record) => recoveryOf(record, plain) ?? []);
  const share = median(recoveries.map((one) => one.share));
  const seconds = median(recoveries.flatMap((one) => one.seconds ?? []));
  return {
    runs: runs.length,
    recovered: recoveries.filter((one) => one.share >= 0.8).length,
    kept: countOf(runs, 'kept'),
    wrong: countOf(runs, 'reverted'),
    flaps: runs.reduce((n, record) => n + flapsOf(record), 0),
    undetected: runs.filter(({ alerts }) => alerts.length === 0).length,
    ...(share === undefined ? {} : { recoveredShare: share }),
    ...(seconds === undefined ? {} : { medianSeconds: seconds }),
  };
}

/** Faults with a fitting action are those of which runs without the loop were made to compare with. */
export function summarise(records: readonly RunRecord[]): Summary {
  const plain = records.filter(({ mode }) => mode === 'plain');
  const loops = records.filter(({ mode }) => mode === 'loop');
  const faults = [...new Set(loops.map(({ fault }) => fault))];
  const all: Recovery[] = loops.flatMap((record) => recoveryOf(record, plain) ?? []);
  const quiet = records.filter(({ mode }) => mode === 'quiet');
  const share = median(all.map((one) => one.share));
  const seconds = median(all.flatMap((one) => one.seconds ?? []));
  const placebo = trialsOf(records, 'placebo');
  const harmful = trialsOf(records, 'harmful');
  const load = median(records.map((record) => record.load));
  return {
    ...(share === undefined ? {} : { recoveredShare: share }),
    ...(seconds === undefined ? {} : { medianSeconds: seconds }),
    ...(placebo.trials > 0 ? { placeboReverted: placebo.reverted / placebo.trials } : {}),
    placeboTrials: placebo.trials,
    ...(harmful.trials > 0 ? { harmfulReverted: harmful.reverted / harmful.trials } : {}),
    harmfulTrials: harmful.trials,
    needlessActions: countOf(quiet, 'applied'),
    quietRuns: quiet.length,
    ...(load === undefined ? {} : { medianLoad: load }),
    byFault: Object.fromEntries(
      faults.map((fault) => [
        fault,
        rowOf(
          loops.filter((one) => one.fault === fault),
          plain,
        ),
      ]),
    ),
  };
}
