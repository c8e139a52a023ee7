import type { DurationMs } from '@wasm-vitals/protocol';
import { createGuard } from '../../browser/guard.js';
import { createWasmCollector } from '../../collect/wasm/wasm.js';
import { startInstrumentation, type CallWatch } from '../start-instrumentation.js';
import { patchMethod, type Patch } from '../patch/patch-property.js';
import { createCallMarker, type CallMarker } from './call-marker.js';
import { isHello, type Order, type Told } from './messages.js';

export interface WorkerMonitorOptions {
  /** What the worker is called in snapshots. Default: the name that it was made with, else the file of its script. */
  readonly name?: string;
}

export interface WorkerMonitor {
  /** Restores every patched global of the worker and hangs up. Safe to call twice. */
  stop(): void;
}

/** The page asks each second. A worker that was not asked for so long is too busy to hear, and tells by itself. */
const UNHEARD_MS = 1_500;

interface Line {
  readonly port: MessagePort;
  readonly marker: CallMarker | undefined;
  toldAt: DurationMs;
}

/**
 * Measures WebAssembly in this worker from now on, and waits for the page's `monitor.instrumentWorker(worker)`. Start it
 * before the worker's own scripts. It sends nothing before a page asks, and its messages take a port of their own: the
 * worker's handlers and the page's see none of them. Throws nothing; outside of a worker it does nothing.
 */
export function startWorkerMonitor(options: WorkerMonitorOptions = {}): WorkerMonitor {
  if (typeof document !== 'undefined') return { stop: () => undefined };
  const now = performance.now.bind(performance);
  const guard = createGuard(now, () => undefined);
  const origin = Date.now() - now();
  const identity = identify(options.name);
  let line: Line | undefined;
  let stopped = false;

  const watch: CallWatch = {
    entered({ parent, state, start }) {
      if (!parent) line?.marker?.enter(state.name, origin + start);
    },
    left({ parent, start }) {
      if (parent || !line) return;
      line.marker?.leave();
      if (start - line.toldAt > UNHEARD_MS) guard.run('workers', () => tell());
    },
  };
  const onClose = guard.wrap('workers', () => tell({ ended: true }));
  let reader: Reader | undefined = startReader({ watch, now, onClose });

  function tell({ answer = false, ended = false } = {}): void {
    if (!line || !reader) return;
    const start = now();
    line.toldAt = start;
    line.port.postMessage({ answer, ended, ...identity, ...reader.read() } satisfies Told);
    reader.noteCost(now() - start);
  }

  function hangUp(): void {
    line?.port.close();
    line = undefined;
    reader?.stop();
    reader = undefined;
  }

  function connect(port: MessagePort, marker: SharedArrayBuffer | undefined): void {
    line?.port.close(); // the page's monitor was started anew
    reader ??= startReader({ watch, now, onClose });
    line = { port, marker: marker && createCallMarker(marker), toldAt: now() };
    port.onmessage = guard.wrap('workers', ({ data }: MessageEvent<Order>) => {
      if (line?.port !== port) return;
      if (data === 'stop') hangUp();
      else if (data === 'tell') tell({ answer: true });
      else reader?.setLevel(data.level);
    });
  }

  // in the capture phase, so that it comes before the worker's own handlers and can keep the hand-over from them
  const onMessage = (event: Event): void => {
    const { data, ports } = event as MessageEvent<unknown>;
    const [port] = ports;
    if (!port || !isHello(data)) return;
    event.stopImmediatePropagation();
    guard.run('workers', () => connect(port, data.marker));
  };
  addEventListener('message', onMessage, { capture: true });

  return {
    stop() {
      if (stopped) return;
      stopped = true;
      removeEventListener('message', onMessage, { capture: true });
      guard.run('workers', hangUp);
    },
  };
}

function identify(name: string | undefined): { readonly name: string; readonly url?: string } {
  const { href, protocol, pathname } = location;
  const given = name ?? (globalThis as { name?: string }).name;
  const inline = protocol === 'blob:' || protocol === 'data:';
  const file = inline ? '' : pathname.slice(pathname.lastIndexOf('/') + 1);
  return { name: given || file || 'worker', ...(inline ? {} : { url: href }) };
}

type Reading = Pick<Told, 'wasm' | 'signals' | 'shared' | 'overhead'>;

interface Reader {
  read(): Reading;
  /** Time that telling took. */
  noteCost(cost: DurationMs): void;
  setLevel(level: number): void;
  stop(): void;
}

interface ReaderDeps {
  readonly watch: CallWatch;
  readonly now: () => DurationMs;
  readonly onClose: () => void;
}

function startReader({ watch, now, onClose }: ReaderDeps): Reader {
  const closing = patchClose(onClose);
  const instrumentation = startInstrumentation({ watch });
  const collector = createWasmCollector(instrumentation);
  let last = now();
  let cost = 0;
  return {
    read() {
      const interval = now() - last;
      last += interval;
      const overhead = instrumentation.takeCost() + cost;
      cost = 0;
      return {
        signals: collector.tick(interval),
        wasm: collector.collect(interval),
        // elsewhere a shared memory can't be passed on, and trying would throw
        shared: globalThis.crossOriginIsolated ? (instrumentation.sharedMemories?.() ?? []) : [],
        overhead,
      };
    },
    noteCost(more) {
      cost += more;
    },
    setLevel: (level) => instrumentation.setLevel(level),
    stop() {
      closing?.restore();
      instrumentation.stop();
    },
  };
}

/** A worker that closes itself says so: no event tells the page. Browsers keep `close` on the scope or on its prototype. */
function patchClose(onClose: () => void): Patch | undefined {
  const holders = [globalThis, Object.getPrototypeOf(globalThis) as object];
  const holder = holders.find((each) => Object.hasOwn(each, 'close'));
  return (
    holder &&
    patchMethod(holder, 'close', (native) => {
      return function (this: unknown, ...args: unknown[]) {
        onClose();
        return native.apply(this, args);
      };
    })
  );
}
