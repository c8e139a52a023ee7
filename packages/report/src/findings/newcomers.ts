import type { ModuleInfo, Snapshot } from '@wasm-vitals/protocol';
import { formatNumber } from '../prose/quantity.js';
import { present, wasmOf } from '../sections/sections-of.js';
import { outside, within } from './finding-context.js';

interface Span {
  readonly since?: number;
  readonly until?: number;
}

/** Calls per second by function name. */
function callRates(snapshots: readonly Snapshot[]): Map<string, number> {
  const seconds = snapshots.reduce((sum, snapshot) => sum + snapshot.interval, 0) / 1_000;
  const rates = new Map<string, number>();
  if (seconds <= 0) return rates;
  for (const section of present(snapshots, wasmOf)) {
    for (const { name, calls, kind } of section.functions) {
      if (kind === 'export' || kind === 'table') rates.set(name, (rates.get(name) ?? 0) + calls / seconds);
    }
  }
  return rates;
}

/** How many times as often an export must be called to be taken for the trigger. */
const JOINED_RATIO = 5;
/** Trigger candidates are compared close to the onset: later, other things have changed as well. */
const NEAR = 60_000;

/**
 * The export that began to be called (or is called five times as often) as a span began: a strong hint to what started
 * it. Absent where the span has no onset in the period, or nothing joined.
 */
export function joinedBy(
  snapshots: readonly Snapshot[],
  span: Span,
): { readonly name: string; readonly words: string } | undefined {
  if (span.since === undefined) return undefined;
  const before = callRates(
    outside(snapshots, span).filter(({ timestamp }) => timestamp < (span.since ?? 0) - 1),
  );
  const during = callRates(
    within(snapshots, { since: span.since, until: Math.min(span.until ?? Infinity, span.since + NEAR) }),
  );
  if (before.size === 0) return undefined;
  const joined = [...during]
    .filter(([name, rate]) => rate >= 0.1 && rate >= JOINED_RATIO * (before.get(name) ?? 0))
    .sort((a, b) => b[1] - a[1])[0];
  if (!joined) return undefined;
  const [name, rate] = joined;
  const was = before.get(name) ?? 0;
  const words =
    was === 0
      ? `began to be called (${formatNumber(rate)}/s)`
      : `went from ${formatNumber(was)} to ${formatNumber(rate)} calls/s`;
  return { name, words };
}

export function moduleName(modules: readonly ModuleInfo[], id: string | undefined): string | undefined {
  return id === undefined ? undefined : (modules.find((module) => module.id === id)?.name ?? id);
}
