import type { JobResult, Mode } from './runner.js';
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
  /** The hottest function is wrong, and nothing else. */
  readonly onlyHottest: boolean;
}

/** A function whose time is this near to the hottest one's may take its place: both do most of the work. */
const NEAR = 0.8;

/** One job's runs by how its WebAssembly was met. */
export type Runs = Readonly<Record<Mode, JobResult>>;

/**
 * Compares the instrumented run with the plain one (results) and with the reference (counts), and the times of both
 * in one and the same run (hottest function).
 */
export function judge({ plain, reference, instrumented, both }: Runs): Judgement {
  const problems: string[] = [];
  if (plain.checksum !== reference.checksum) {
    problems.push(`not deterministic: plain ${plain.checksum}, under the reference ${reference.checksum}`);
  }
  if (plain.checksum !== instrumented.checksum) {
    problems.push(`result differs: plain ${plain.checksum}, instrumented ${instrumented.checksum}`);
  }
  problems.push(...compareCalls(reference.calls, instrumented.calls));
  if (plain.checksum !== both.checksum) problems.push('result differs where two wrappers are stacked');
  const calls = Object.values(instrumented.calls).reduce((sum, count) => sum + count, 0);
  if (calls === 0) problems.push('no call was seen');
  const others = problems.length;
  const hottest = top(both.time);
  const expected = top(both.referenceTime);
  const ranked = hottest === undefined ? 0 : (both.referenceTime[hottest] ?? 0);
  if (expected !== undefined && ranked < NEAR * (both.referenceTime[expected] ?? 0)) {
    problems.push(`hottest: expected ${describe(both, expected)}, found ${describe(both, hottest)}`);
  }
  const onlyHottest = others === 0 && problems.length > 0;
  return { calls, problems, onlyHottest, ...(hottest === undefined ? {} : { hottest }) };
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

function describe({ referenceTime, time }: JobResult, name: string | undefined): string {
  if (name === undefined) return 'none';
  const ms = (value: number | undefined): string => `${(value ?? 0).toFixed(2)} ms`;
  return `${name} (every call timed ${ms(referenceTime[name])}, sampled ${ms(time[name])})`;
}

function top(time: Readonly<Record<string, number>>): string | undefined {
  return Object.entries(time).sort(([, a], [, b]) => b - a)[0]?.[0];
}
