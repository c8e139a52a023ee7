import type { WebVitals } from '@wasm-vitals/protocol';
import { onCLS, onFCP, onINP, onLCP, onTTFB, type Metric } from 'web-vitals';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The library observes for as long as the page lives and has no way to stop it; so it is started once for all monitors
 * of the page, and kept here. This is the one module-level state of the SDK.
 */
let values: Mutable<WebVitals> | undefined;

/** The page's web vitals so far, read by a function; undefined in a worker, which has none. */
export function readWebVitals(): (() => WebVitals) | undefined {
  if (typeof document === 'undefined') return undefined;
  if (!values) {
    const kept: Mutable<WebVitals> = {};
    values = kept;
    const note = ({ name, value }: Metric): void => void (kept[name] = value);
    for (const observe of [onCLS, onFCP, onINP, onLCP]) observe(note, { reportAllChanges: true });
    onTTFB(note);
  }
  const current = values;
  return () => ({ ...current });
}
