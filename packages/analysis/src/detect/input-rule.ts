import type { EpochMs } from '@wasm-vitals/protocol';
import { createSortedWindow } from '../baseline/sorted-window.js';
import { baselineOf } from './baseline-of.js';
import { createRecent } from './recent.js';
import type { Rule } from './rule.js';

/** Under 100 ms an answer feels immediate (RAIL); above 500 ms INP is poor (web-vitals). Milliseconds. */
const FELT = 100;
const POOR = 500;
/** Without a baseline of its own: INP needs improvement from 200 ms. */
const UNKNOWN = 200;
const RATIO = 2;
const OVER_USUAL = 1.3;
/** The newest inputs that are looked at; they must lie this far apart, and not further than that. Milliseconds. */
const INPUTS = 5;
const APART = 6_000;
const WITHIN = 45_000;
const WINDOW = 200;
const LEARNT = 10;

/** Input latency: inputs are rare, so the newest five speak, by their median. */
export function createInputRule(): Rule {
  const usual = createSortedWindow(WINDOW);
  const newest = createRecent(INPUTS);
  const times = new Float64Array(INPUTS);
  let next = 0;
  let active = false;
  let onset: EpochMs = 0;
  let latest: EpochMs = 0;

  function limit(): number {
    if (usual.size < LEARNT) return UNKNOWN;
    return Math.max(FELT, RATIO * usual.quantile(0.5), OVER_USUAL * usual.quantile(0.9));
  }

  function note(latency: number, now: EpochMs): void {
    newest.push(latency);
    times[next] = now;
    next = (next + 1) % INPUTS;
    latest = now;
  }

  function sure(now: EpochMs): boolean {
    if (newest.size < INPUTS) return false;
    const oldest = times[next] ?? 0;
    if (now - oldest > WITHIN || now - oldest < APART) return false;
    // The second lowest of five: four of them are beyond the limit.
    return newest.quantile(0.2, INPUTS) > limit();
  }

  return {
    step(tick, gate) {
      if (gate.reset) newest.clear();
      if (active && gate.now - latest > WITHIN) active = false;
      const latency = gate.muted ? undefined : tick.inputLatency;
      if (latency === undefined || latency <= 0) return active;
      note(latency, gate.now);
      if (active) active = newest.size < INPUTS || newest.quantile(0.5, INPUTS) > limit() / 1.3;
      else if (gate.warm && sure(gate.now)) {
        active = true;
        onset = times[next] ?? gate.now;
      }
      if (!active && latency <= limit()) usual.push(latency);
      return active;
    },
    describe() {
      const value = newest.quantile(0.5, newest.size);
      const known = usual.size >= LEARNT;
      return {
        kind: 'input-latency',
        metric: 'interaction.inputDelay',
        label: 'Input latency',
        value,
        onset,
        severity: value >= POOR ? 'critical' : 'warning',
        ...(known ? { baseline: baselineOf(usual), ratio: value / usual.quantile(0.5) } : {}),
      };
    },
    baseline: () => undefined,
  };
}
