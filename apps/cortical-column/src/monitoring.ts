// The only file of the demo that knows the monitor. It must be the first module to run: what the page loads of
// WebAssembly before it goes unseen.
import { startMonitor, type PerformanceMonitor } from 'wasm-vitals';
import { allowActions } from './quality/allow-actions.js';
import type { QualityControl } from './quality/quality.js';

export type Monitor = PerformanceMonitor;

const parameters = new URLSearchParams(location.search);

/** Undefined with `?monitor=off`: the same page without a monitor, to compare with. */
export const monitor: Monitor | undefined =
  parameters.get('monitor') === 'off'
    ? undefined
    : startMonitor({ application: { name: 'cortical-column', release: '0.1.0' } });

/** Tells the monitor that the page is loading until `work` is done. */
export function loading<T>(work: Promise<T>): Promise<T> {
  return monitor ? monitor.context.loading(work) : work;
}

/** Tells the monitor what is shown now, so that a change of it is not taken for a fault. */
export function mark(key: string, value: string | number): void {
  monitor?.context.mark(key, value);
}

/**
 * Lets the monitor turn the quality levels: it proposes, a person applies; with `?optimize=automatic` it acts by itself.
 */
export function allowOptimiser(controls: readonly QualityControl[]): void {
  const mode = parameters.get('optimize') === 'automatic' ? 'automatic' : 'suggest';
  if (monitor) allowActions(monitor, controls, mode);
}

/** Shows the live dashboard in `container`; not with `?dashboard=off`, nor without a monitor. */
export async function showDashboard(
  container: HTMLElement,
): Promise<((theme: 'light' | 'dark') => void) | undefined> {
  if (!monitor || parameters.get('dashboard') === 'off') return undefined;
  const { PerformanceDashboard } = await import('@wasm-vitals/dashboard');
  const dashboard = new PerformanceDashboard();
  dashboard.feed = monitor;
  container.append(dashboard);
  container.hidden = false;
  return (theme) => void (dashboard.theme = theme);
}
