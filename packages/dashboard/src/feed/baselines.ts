import type { Alert, Baseline } from '@wasm-vitals/protocol';
import { sessionBaseline } from './session-baseline.js';
import type { Series } from './series.js';
import type { Timeline } from './timeline.js';

/** What is normal changes slowly: it is worked out again every so many milliseconds of data … */
const REFRESH = 30_000;
/** … or this share of the session, where that is more: a long one takes longer to read, and changes it less. */
const REFRESH_SHARE = 1 / 30;
/** The newest part is what is compared, so it has no say in what is normal. */
const RECENT = 30_000;

interface Kept {
  readonly at: number;
  readonly baseline: Baseline | undefined;
}

/** Baselines from the history of this session, each kept for half a minute. */
export interface Baselines {
  of(series: Series, alerts: readonly Alert[]): Baseline | undefined;
  forget(): void;
}

/** More readings than this tell no more about a median and a spread: of a long session every so many are taken. */
const READINGS = 500;

const stood = (alerts: readonly Alert[], time: number): boolean =>
  alerts.some((alert) => time >= (alert.onset ?? alert.openedAt) && time <= (alert.resolvedAt ?? Infinity));

export function createBaselines(timeline: Timeline): Baselines {
  const kept = new Map<Series, Kept>();

  const work = (series: Series, alerts: readonly Alert[], now: number): Baseline | undefined => {
    const { times, values } = timeline.view([series], { from: 0, to: now - RECENT });
    const mine = alerts.filter(({ metric }) => metric === series.id);
    const normal: number[] = [];
    for (let i = 0; i < times.length; i += Math.ceil(times.length / READINGS)) {
      const value = values[0]?.[i];
      if (value != null && !stood(mine, times[i] ?? 0)) normal.push(value);
    }
    return sessionBaseline(normal);
  };

  return {
    of(series, alerts) {
      const now = timeline.newest;
      if (now === undefined) return undefined;
      const known = kept.get(series);
      const every = Math.max(REFRESH, (now - (timeline.oldest ?? now)) * REFRESH_SHARE);
      if (known && now - known.at < every) return known.baseline;
      const baseline = work(series, alerts, now);
      kept.set(series, { at: now, baseline });
      return baseline;
    },
    forget: () => kept.clear(),
  };
}
