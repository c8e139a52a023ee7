import type { Alert, Recommendation, Snapshot } from '@wasm-vitals/protocol';
import type { PerformanceMonitor, startMonitor } from 'wasm-vitals';

/** What the page tells us, as JSON text through one binding. `document` tells the documents of one frame apart. */
export type PageMessage = { readonly document: string; readonly url: string } & (
  | { readonly kind: 'started' }
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | {
      readonly kind: 'findings';
      readonly alerts: readonly Alert[];
      readonly recommendations: readonly Recommendation[];
    }
  | { readonly kind: 'failed'; readonly reason: string }
);

export interface PageScriptSettings {
  /** Name of the global function that carries messages out. It is taken out of the page's sight at once. */
  readonly binding: string;
  /** Key of the registered symbol under which the document can be asked for its last interval. */
  readonly flushKey: string;
  /** Milliseconds between snapshots. */
  readonly interval: number;
}

/** The part of the SDK's global that this script uses. */
interface InjectedSdk {
  readonly startMonitor: typeof startMonitor;
}

/**
 * Runs in every frame, before the page's own scripts. It is sent as source text: it may use nothing of this module but
 * its parameters. Each snapshot leaves the page at once, so that a crash or a navigation loses one interval at most.
 */
export function watchDocument(sdk: InjectedSdk, settings: PageScriptSettings): void {
  const scope = globalThis as unknown as Record<string | symbol, unknown>;
  const send = scope[settings.binding] as ((json: string) => Promise<void>) | undefined;
  if (typeof send !== 'function') return;
  delete scope[settings.binding];
  // timeOrigin alone can be the same in two frames that began together
  const id = `${performance.timeOrigin}-${Math.random().toString(36).slice(2)}`;
  // a message that can't be sent must not become an unhandled rejection of the page's
  const say = (message: object): Promise<void> =>
    send(JSON.stringify({ document: id, url: location.href, ...message })).catch(() => {});

  let monitor: PerformanceMonitor;
  try {
    monitor = sdk.startMonitor({ reportingInterval: settings.interval });
  } catch (error) {
    void say({ kind: 'failed', reason: String(error) });
    return;
  }
  const sayFindings = (): Promise<void> => {
    const [alerts, recommendations] = [monitor.alerts(), monitor.recommendations()];
    return say({ kind: 'findings', alerts, recommendations });
  };
  let told = Promise.resolve();
  monitor.subscribe((snapshot) => {
    told = say({ kind: 'snapshot', snapshot });
  });
  monitor.subscribeFeed((change) => {
    if (change === 'alerts' || change === 'recommendations') void sayFindings();
  });
  const flush = async (): Promise<void> => {
    monitor.collectMetrics(); // tells its subscribers, us among them
    await Promise.all([told, sayFindings()]);
  };
  Object.defineProperty(scope, Symbol.for(settings.flushKey), { value: flush, enumerable: false });
  addEventListener('pagehide', () => void flush());
  void say({ kind: 'started' });
}
