import type { PerformanceMonitor } from '../performance-monitor.js';

/** Opens a window of its own and starts a monitor in it: tests run in a frame, which hears of no long frames. */
export async function startInWindow(options: object): Promise<Window & { monitor: PerformanceMonitor }> {
  const opened = window.open('about:blank', '_blank', 'popup,width=600,height=400');
  if (!opened) throw new Error('the browser opened no window');
  const module = new URL('../index.ts', import.meta.url).pathname;
  const ready = new Promise<void>((resolve, reject) => {
    opened.addEventListener('monitor-ready', () => resolve(), { once: true });
    opened.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true });
  });
  const code = `
    import { startMonitor } from ${JSON.stringify(new URL(module, location.origin).href)};
    window.monitor = startMonitor(${JSON.stringify(options)});
    dispatchEvent(new Event('monitor-ready'));`;
  runIn(opened, code, 'module');
  await ready;
  return opened as Window & { monitor: PerformanceMonitor };
}

/** Runs a script as the window's own. */
export function runIn(opened: Window, code: string, type = ''): void {
  const script = opened.document.createElement('script');
  script.type = type;
  script.textContent = code;
  opened.document.head.append(script);
}
