import { wilsonLow } from '../detection/score.js';
import { isValid, recoveryOf, type Recovery } from './measure.js';
import { FITTING, type Mode } from './plan.js';
import type { RunRecord } from './record.js';

interface FaultRow {
  readonly runs: number;
  readonly recoveredShare?: number;
  /** Absent where less than half of the runs recovered. */
  readonly medianSeconds?: number;
  /** Runs in which at least 80 % came back, of those in which something was lost. */
  readonly recovered: number;
  readonly lossy: number;
  readonly kept: number;
  /** Actions that were tried and taken back. */
  readonly wrong: number;
  /** Times that a level was given back and taken away again within a minute. */
  readonly flaps: number;
  readonly undetected: number;
}

export interface Summary {
  /** Of the faults that an action of the demo fits. */
  readonly recoveredShare?: number;
  readonly medianSeconds?: number;
  readonly placeboReverted?: number;
  /** Lower bound of the 95 % Wilson interval. */
  readonly placeboRevertedLow?: number;
  readonly placeboTrials: number;
  readonly harmfulReverted?: number;
  readonly harmfulRevertedLow?: number;
  readonly harmfulTrials: number;
  /** Of the harmful ones, how many were taken back as harmful, and not only as useless. */
  readonly harmfulNamed?: number;
  readonly needlessActions: number;
  readonly quietRuns: number;
  /** Runs that do not count because the machine was not free before the fault. */
  readonly discarded: number;
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

interface Trials {
  readonly trials: number;
  readonly reverted: number;
  readonly named: number;
}

/** Trials of a bad action that were decided, and how many of them ended with it taken back. */
function trialsOf(records: readonly RunRecord[], mode: Mode): Trials {
  const lines = records.filter((one) => one.mode === mode).flatMap(({ actions }) => actions);
  const bad = lines.filter(({ action }) => action.startsWith(`bench-${mode}`));
  const reverted = bad.filter(({ event }) => event === 'reverted');
  const named = reverted.filter(({ outcome }) => outcome?.reason?.includes('worse'));
  const kept = bad.filter(({ event }) => event === 'kept').length;
  return { reverted: reverted.length, named: named.length, trials: reverted.length + kept };
}

/** A run that did not recover took longer than any that did. */
function medianTime(recoveries: readonly Recovery[]): number | undefined {
  const middle = median(recoveries.map(({ seconds = Infinity }) => seconds));
  return middle === Infinity ? undefined : middle;
}

function rowOf(runs: readonly RunRecord[], plain: readonly RunRecord[]): FaultRow {
  const recoveries = runs.flatMap((record) => recoveryOf(record, plain) ?? []);
  const share = median(recoveries.map((one) => one.share));
  const seconds = medianTime(recoveries);
  return {
    runs: runs.length,
    lossy: recoveries.length,
    recovered: recoveries.filter((one) => one.share >= 0.8).length,
    kept: countOf(runs, 'kept'),
    wrong: countOf(runs, 'reverted') + countOf(runs, 'failed'),
    flaps: runs.reduce((n, record) => n + flapsOf(record), 0),
    undetected: runs.filter(({ alerts }) => alerts.length === 0).length,
    ...(share === undefined ? {} : { recoveredShare: share }),
    ...(seconds === undefined ? {} : { medianSeconds: seconds }),
  };
}

function badActions(records: readonly RunRecord[]) {
  const placebo = trialsOf(records, 'placebo');
  const harmful = trialsOf(records, 'harmful');
  return {
    placeboTrials: placebo.trials,
    ...(placebo.trials > 0
      ? {
          placeboReverted: placebo.reverted / placebo.trials,
          placeboRevertedLow: wilsonLow(placebo.reverted, placebo.trials),
        }
      : {}),
    harmfulTrials: harmful.trials,
    ...(harmful.trials > 0
      ? {
          harmfulReverted: harmful.reverted / harmful.trials,
          harmfulRevertedLow: wilsonLow(harmful.reverted, harmful.trials),
          harmfulNamed: harmful.named / harmful.trials,
        }
      : {}),
  };
}

/** All figures of the bench, from the raw readings. */
export function summarise(all: readonly RunRecord[]): Summary {
  const records = all.filter(isValid);
  const plain = records.filter(({ mode }) => mode === 'plain');
  const loops = records.filter(({ mode }) => mode === 'loop');
  const faults = [...new Set(loops.map(({ fault }) => fault))];
  const fitting = loops.filter(({ fault }) => FITTING.some((name) => name === fault));
  const recoveries = fitting.flatMap((record) => recoveryOf(record, plain) ?? []);
  const quiet = records.filter(({ mode }) => mode === 'quiet');
  const share = median(recoveries.map((one) => one.share));
  const seconds = medianTime(recoveries);
  const load = median(records.map((record) => record.load));
  const rows = faults.map((fault) => [
    fault,
    rowOf(
      loops.filter((one) => one.fault === fault),
      plain,
    ),
  ]);
  return {
    ...(share === undefined ? {} : { recoveredShare: share }),
    ...(seconds === undefined ? {} : { medianSeconds: seconds }),
    ...badActions(records),
    needlessActions: countOf(quiet, 'applied'),
    quietRuns: quiet.length,
    discarded: all.length - records.length,
    ...(load === undefined ? {} : { medianLoad: load }),
    byFault: Object.fromEntries(rows) as Summary['byFault'],
  };
}
