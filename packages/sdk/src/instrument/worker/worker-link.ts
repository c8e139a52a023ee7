import { idleSection, mergeInTime, type WorkerPlace } from '@wasm-vitals/analysis';
import type { DurationMs, WasmActive } from '@wasm-vitals/protocol';
import type { Clock } from '../../browser/clock.js';
import type { Guard } from '../../browser/guard.js';
import type { WasmSignals } from '../../collect/wasm/wasm.js';
import type { SharedMemory } from '../instrumentation.js';
import { MARKER_BYTES, readCallMarker } from './call-marker.js';
import { HELLO, VERSION, type Hello, type Order, type Told } from './messages.js';

export interface LinkDeps {
  readonly clock: Clock;
  readonly guard: Guard;
}

/** The page's end of the line to one worker. It holds no `Worker`. */
export interface WorkerLink {
  /** True once the worker was terminated or closed itself. No browser tells of one that crashed. */
  readonly gone: boolean;
  readonly name: string;
  /** Memories that it shares with others, as it told last. */
  readonly shared: readonly SharedMemory[];
  /** As it told last; undefined before, and once it is gone. */
  readonly newest: WasmActive | undefined;
  /** Asks for what was measured, unless an earlier question is still open. */
  ask(): void;
  /** Signals of everything told since the last call. */
  takeSignals(): readonly WasmSignals[];
  /** Its part in the snapshot: everything told since the last call. */
  takePlace(): WorkerPlace;
  order(order: Order): void;
  /** The worker was terminated. */
  end(): void;
  close(): void;
}

/** A call shorter than this is not worth telling of. */
const LONG_CALL_MS = 1_000;

/** Hands a port over to a worker whose script has the worker's monitor in it. */
export function connectWorker(worker: Worker, given: string | undefined, deps: LinkDeps): WorkerLink {
  const { clock, guard } = deps;
  const { port1: port, port2 } = new MessageChannel();
  const marker = globalThis.crossOriginIsolated ? new SharedArrayBuffer(MARKER_BYTES) : undefined;
  let told: Told | undefined;
  let heardAt: DurationMs | undefined;
  let newest: WasmActive | undefined;
  let pending: WasmActive | undefined;
  let signals: WasmSignals[] = [];
  let overhead = 0;
  let asking = false;
  let gone = false;
  const name = (): string => given ?? told?.name ?? 'worker';
  const order = (what: Order): void => port.postMessage(what);

  function receive(answer: Told): void {
    told = answer;
    heardAt = clock.now();
    if (answer.answer) asking = false;
    overhead += answer.overhead;
    gone ||= answer.ended;
    if (answer.wasm.status !== 'active') return;
    newest = answer.wasm;
    pending = mergeInTime(pending ? [pending, newest] : [newest]);
    signals.push(answer.signals);
  }

  port.onmessage = guard.wrap('workers', ({ data }: MessageEvent<Told>) => receive(data));
  const hello: Hello = { [HELLO]: VERSION, ...(marker ? { marker } : {}) };
  // not the worker's own `postMessage`, which the host may have put something in the place of
  Worker.prototype.postMessage.call(worker, hello, { transfer: [port2] });

  function running(): { name: string; time: DurationMs } | undefined {
    const call = marker && !gone ? readCallMarker(marker, clock.epoch()) : undefined;
    return call && call.time >= LONG_CALL_MS ? call : undefined;
  }

  return {
    order,
    get gone() {
      return gone;
    },
    get name() {
      return name();
    },
    get shared() {
      return gone ? [] : (told?.shared ?? []);
    },
    get newest() {
      return gone ? undefined : newest;
    },
    ask() {
      if (asking || gone) return;
      asking = true;
      order('tell');
    },
    takeSignals() {
      const taken = signals;
      signals = [];
      return taken;
    },
    takePlace() {
      const section = pending ?? (newest && idleSection(newest));
      const call = running();
      const info = {
        name: name(),
        ...(told?.url === undefined ? {} : { url: told.url }),
        ...(heardAt === undefined ? {} : { lastHeard: clock.now() - heardAt }),
        ...(call ? { running: call } : {}),
        ...(told ? { overhead } : {}),
      };
      pending = undefined;
      overhead = 0;
      return { info, section };
    },
    end() {
      gone = true;
    },
    close() {
      order('stop');
      port.close();
    },
  };
}
