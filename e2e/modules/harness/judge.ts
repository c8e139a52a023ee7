import type { JobResult } from './runner.js';
import type { Runtime } from './read-jobs.js';

export interface Verdict extends Judgement {
  readonly name: string;
  readonly toolchain: string;
  readonly runtime: Runtime;
}

export interface Judgement {
  readonly calls: number;
  /** The function with most inclusive time, as instrumented. */
  readonly hottest?: string;
  readonly problems: readonly string[];
}

/**
 * Functions whose time is this near to the hottest one's may take its place: two runs of a page differ by so much on
 * a busy machine.
 */
const NEAR = 0.7;

/** Compares an instrumented run with the plain one (results) and with the reference (counts, hottest function). */
export function judge(plain: JobResult, reference: JobResult, instrumented: JobResult): Judgement {
  const problems: string[] = [];
  if (plain.checksum !== reference.checksum) {
    problems.push(`not deterministic: plain ${plain.checksum}, under the reference ${reference.checksum}`);
  }
  if (plain.checksum !== instrumented.checksum) {
    problems.push(`result differs: plain ${plain.checksum}, instrumented ${instrumented.checksum}`);
  }
  problems.push(...compareCalls(reference.calls, instrumented.calls));
  const hottest = top(instrumented.time);
  const expected = top(reference.time);
  const ranked = hottest === undefined ? 0 : (reference.time[hottest] ?? 0);
  if (expected !== undefined && ranked < NEAR * (reference.time[expected] ?? 0)) {
    problems.push(`hottest: expected ${expected}, found ${hottest}`);
  }
  const calls = Object.values(instrumented.calls).reduce((sum, count) => sum + count, 0);
  if (calls === 0) problems.push('no call was seen');
  return { calls, problems, ...(hottest === undefined ? {} : { hottest }) };
}

function compareCalls(
  expected: Readonly<Record<string, number>>,
  found: Readonly<Record<string, number>>,
): string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  const wrong = [...names].filter((name) => (expected[name] ?? 0) !== (found[name] ?? 0));
  if (wrong.length === 0) return [];
  const list = wrong
    .slice(0, 5)
    .map((name) => `${name}: expected ${expected[name] ?? 0}, found ${found[name] ?? 0}`);
  return [`${wrong.length} call counts differ: ${list.join('; ')}`];
}

function top(time: Readonly<Record<string, number>>): string | undefined {
  return Object.entries(time).sort(([, a], [, b]) => b - a)[0]?.[0];
}
