import { causeOf, isSlowToTell, isSporadic, lastLook, shortfall, type Cause } from '@wasm-vitals/analysis';
import type { Alert, Tick } from '@wasm-vitals/protocol';
import type { TickWindow } from './tick-window.js';

/** Healthy ticks are looked for in the minute before the onset, with some distance: onsets are estimates. */
const HEALTHY_MS = 60_000;
const ONSET_MARGIN_MS = 3_000;
/** An alarm needs its time: where no onset is known, it was before the alert at least by this. */
const DETECTION_MS = 10_000;
/**
 * An onset is estimated early rather than late, and healthy ticks among those of the trouble would hide any effect: of
 * the time before the alert only this much is taken for trouble.
 */
const SURE_MS = 10_000;
/** Ticks that show how things are now; causes of rare events need more. */
const RECENT_TICKS = 6;
const RARE_TICKS = 20;
/** Rare events that so many ticks don't show are over, whatever the longer window still holds. */
const STILL_TICKS = 10;

/** One alert while it is open, and what can be compared with. */
export interface Episode {
  readonly alert: Alert;
  readonly cause: Cause;
  readonly onset: number;
  readonly healthy: readonly Tick[];
}

/** Follows the open alerts; keeps the healthy ticks from before each, which the window will have forgotten later. */
export interface Episodes {
  update(alerts: readonly Alert[]): void;
  open(): readonly Episode[];
  get(alert: string): Episode | undefined;
  /** Share of the healthy level that is lost now; absent where that can't be told. */
  lost(episode: Episode): number | undefined;
  /** Ticks of the trouble since `since`, to compare with: as many as the longest measurement takes. */
  trouble(episode: Episode, since: number): readonly Tick[];
}

export function createEpisodes(window: TickWindow): Episodes {
  let episodes: ReadonlyMap<string, Episode> = new Map();

  function follow(alert: Alert): Episode | undefined {
    const known = episodes.get(alert.id);
    const cause = causeOf(alert);
    if (cause === undefined) return undefined;
    // What an alert is about can turn out later: the slow export behind the late frames.
    if (known) return { ...known, alert, cause };
    const onset = alert.onset ?? alert.openedAt - DETECTION_MS;
    const end = onset - ONSET_MARGIN_MS;
    const from = Math.max(window.sceneSince, end - HEALTHY_MS);
    return { alert, cause, onset, healthy: window.between(from, end) };
  }

  return {
    update(alerts) {
      const open = alerts.filter(({ state }) => state !== 'resolved').flatMap((alert) => follow(alert) ?? []);
      episodes = new Map(open.map((episode) => [episode.alert.id, episode]));
    },
    open: () => [...episodes.values()],
    get: (alert) => episodes.get(alert),
    lost({ cause, healthy, onset }) {
      const lostIn = (count: number): number | undefined => {
        const recent = window.latest(count).filter(({ timestamp }) => timestamp >= onset);
        return shortfall(cause, healthy, recent)?.lost;
      };
      const lost = lostIn(isSlowToTell(cause) ? RARE_TICKS : RECENT_TICKS);
      return lost === undefined || !isSporadic(cause) ? lost : Math.min(lost, lostIn(STILL_TICKS) ?? lost);
    },
    trouble({ alert, onset, cause }, since) {
      const sure = isSporadic(cause) ? alert.openedAt : Math.max(onset, alert.openedAt - SURE_MS);
      return window.between(Math.max(sure, since, window.sceneSince), Infinity).slice(-lastLook(cause));
    },
  };
}
