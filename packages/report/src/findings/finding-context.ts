import type {
  EpochMs,
  MemoryReport,
  NetworkReport,
  RenderingReport,
  ReportFinding,
  ReportPeriod,
  Snapshot,
  WasmReport,
} from '@wasm-vitals/protocol';
import { formatDuration } from '../prose/quantity.js';

/** What every finding rule reads. */
export interface FindingContext {
  /** All snapshots of the period, in order of time. */
  readonly snapshots: readonly Snapshot[];
  /** Those that tell how the page runs: visible, not loading, not just resumed, not the very first. */
  readonly steady: readonly Snapshot[];
  readonly period: ReportPeriod;
  readonly wasm: WasmReport;
  readonly memory: MemoryReport;
  readonly rendering: RenderingReport;
  readonly network: NetworkReport;
}

/** A finding with what ranks it and ties it to others. */
export interface Candidate {
  readonly finding: ReportFinding;
  /** How much of it people feel, 0 to 1: orders findings of one severity. */
  readonly impact: number;
  /** Kinds that this one accounts for where they began with it. */
  readonly explains: readonly ReportFinding['kind'][];
  /** Its effects may begin at any time after it, not only together with it. */
  readonly lasting?: true;
  /** Kinds that can't have caused it, from its own evidence. */
  readonly independentOf?: readonly ReportFinding['kind'][];
}

export type FindingRule = (context: FindingContext) => readonly Candidate[];

/** Pages start busy: compile, first paints, first requests. */
const SETTLING = 5_000;

export function steadySnapshots(snapshots: readonly Snapshot[]): readonly Snapshot[] {
  const first = snapshots[0];
  if (!first) return [];
  const start = first.sequence === 0 ? first.timestamp - first.interval + SETTLING : -Infinity;
  return snapshots.filter(
    ({ timestamp, interval, visibility, context }) =>
      timestamp - interval / 2 > start &&
      visibility > 0.5 &&
      context.loading !== true &&
      context.resumed !== true,
  );
}

/** Code that is not optimised yet, empty caches, first paints: what is over within this time of the start was that. */
const START_UP = 60_000;

/** True for what was so from the start and over soon: the page warmed up. */
export function isStartUp(
  { since, until }: { readonly since?: EpochMs; readonly until?: EpochMs },
  { snapshots, period }: Pick<FindingContext, 'snapshots' | 'period'>,
): boolean {
  const fromStart = snapshots[0]?.sequence === 0;
  return fromStart && since === undefined && until !== undefined && until - period.from <= START_UP;
}

/** ` since 1 min 35 s into the period`, ` from 1 min to 3 min into the period`, or ` throughout the period`. */
export function spanInWords(
  span: { readonly since?: EpochMs; readonly until?: EpochMs },
  { from }: ReportPeriod,
): string {
  const at = (time: EpochMs) => formatDuration(Math.round(Math.max(0, time - from) / 1_000) * 1_000);
  if (span.since !== undefined && span.until !== undefined) {
    return ` from ${at(span.since)} to ${at(span.until)} into the period`;
  }
  if (span.since !== undefined) return ` since ${at(span.since)} into the period`;
  if (span.until !== undefined) return ` until ${at(span.until)} into the period`;
  return ' throughout the period';
}

/** Snapshots inside a span. */
export function within(
  snapshots: readonly Snapshot[],
  span: { readonly since?: EpochMs; readonly until?: EpochMs },
): readonly Snapshot[] {
  const { since = -Infinity, until = Infinity } = span;
  return snapshots.filter(({ timestamp }) => timestamp >= since && timestamp <= until);
}

/** Snapshots outside of a span: what it is compared with. */
export function outside(
  snapshots: readonly Snapshot[],
  span: { readonly since?: EpochMs; readonly until?: EpochMs },
): readonly Snapshot[] {
  const { since = -Infinity, until = Infinity } = span;
  return snapshots.filter(({ timestamp }) => timestamp < since || timestamp > until);
}

/** The mark that the host set as the change began: a change of work, rather than a fault. */
export function markAt(snapshots: readonly Snapshot[], since: EpochMs | undefined): string | undefined {
  if (since === undefined) return undefined;
  const at = snapshots.findIndex(({ timestamp }) => timestamp >= since);
  for (let i = Math.max(1, at - 1); i <= at + 1; i++) {
    const now = snapshots[i]?.context.marks ?? {};
    const before = snapshots[i - 1]?.context.marks ?? {};
    const changed = Object.keys(now).find((key) => Object.hasOwn(before, key) && before[key] !== now[key]);
    if (changed !== undefined) return `${changed} = ${String(now[changed])}`;
  }
  return undefined;
}
