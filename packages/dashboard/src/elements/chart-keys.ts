import type { Span } from '../feed/timeline.js';
import type { DashboardModel } from '../model/dashboard-model.js';

interface KeyView {
  readonly times: readonly number[];
  readonly window: Span;
}

type KeyAction = (model: DashboardModel, drawn: KeyView) => void;

const ZOOM_IN = 0.5;

function step(direction: 1 | -1): KeyAction {
  return (model, { times, window }) => {
    const inside = times.filter((time) => time >= window.from && time <= window.to);
    const last = inside.length - 1;
    const at = model.cursor === undefined ? -1 : inside.findIndex((time) => time >= (model.cursor ?? 0));
    const next = at < 0 ? last : Math.min(last, Math.max(0, at + direction));
    model.setCursor(inside[next]);
  };
}

function scale(factor: number): KeyAction {
  return (model, { window }) => {
    const centre = model.cursor ?? (window.from + window.to) / 2;
    const half = ((window.to - window.from) * factor) / 2;
    model.zoom({ from: centre - half, to: centre + half });
  };
}

/** What the keys do on a focused chart: arrows move the cursor, + and − zoom around it, 0 and Escape go back. */
const KEYS: Readonly<Record<string, KeyAction>> = {
  ArrowLeft: step(-1),
  ArrowRight: step(1),
  Home: (model, { window }) => model.setCursor(window.from),
  End: (model, { window }) => model.setCursor(window.to),
  '+': scale(ZOOM_IN),
  '=': scale(ZOOM_IN),
  '-': scale(1 / ZOOM_IN),
  '0': (model) => model.zoom(undefined),
  Escape: (model) => {
    model.setCursor(undefined);
    model.zoom(undefined);
  },
};

/** Does what a key means on a chart. False where it means nothing. */
export function chartKey(key: string, model: DashboardModel, drawn: KeyView): boolean {
  const action = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
  action?.(model, drawn);
  return action !== undefined;
}
