import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Tick } from '@wasm-vitals/protocol';
import { drawFigure } from './figure.js';
import { drawSession } from './session.js';
import type { Label } from './session.js';
import { watchWithDetector } from './watch.js';

/** Draws docs/images/detection: for each kind of fault one that was found, in a session of the development seeds. */
const OUT = fileURLToPath(new URL('../../docs/images/detection/', import.meta.url));

interface Signal {
  readonly label: string;
  readonly read: (tick: Tick) => number | undefined;
}

const perCall = (tick: Tick): number | undefined =>
  tick.wasmCalls ? (tick.wasmTime ?? 0) / tick.wasmCalls : undefined;
const share = (part: number | undefined, tick: Tick): number | undefined =>
  tick.requests && part !== undefined ? (100 * part) / tick.requests : undefined;
const mib = (bytes: number | undefined): number | undefined =>
  bytes === undefined ? undefined : bytes / 2 ** 20;

/** The hottest export of the tick. */
function hottest(tick: Tick): number | undefined {
  const entries = Object.values(tick.functions ?? {}).sort((a, b) => b[1] - a[1]);
  const [calls, time] = entries[0] ?? [0, 0];
  return calls > 0 ? time / calls : undefined;
}

const SIGNALS: Readonly<Record<string, Signal>> = {
  'memory-step': { label: 'live bytes, MiB', read: (tick) => mib(tick.wasmLive) },
  'memory-leak': { label: 'live bytes, MiB', read: (tick) => mib(tick.wasmLive) },
  'heap-leak': { label: 'JS heap, MiB', read: (tick) => mib(tick.jsHeapUsed) },
  fragmentation: { label: 'fragmentation', read: (tick) => tick.fragmentation },
  'memory-limit': { label: 'room to the limit, MiB', read: (tick) => mib(tick.headroom) },
  'execution-slow': { label: 'mean time of a call, ms', read: perCall },
  'hot-export': { label: 'mean time of a call of the hottest export, ms', read: hottest },
  'execution-ramp': { label: 'mean time of a call, ms', read: perCall },
  stall: { label: 'longest frame, ms', read: (tick) => tick.frameTimeMax },
  'frame-rate-drop': { label: 'frames a second', read: (tick) => tick.fps },
  jank: { label: 'long frames', read: (tick) => tick.longFrames },
  'cache-collapse': { label: 'cache hits, %', read: (tick) => share(tick.cacheHits, tick) },
  'request-latency': { label: 'mean latency, ms', read: (tick) => tick.latency },
  'request-failures': { label: 'failed requests, %', read: (tick) => share(tick.failures, tick) },
  'allocation-churn': { label: 'allocated, MiB a second', read: (tick) => mib(tick.allocationRate) },
  'input-latency': { label: 'input latency, ms', read: (tick) => tick.inputLatency },
  trap: { label: 'traps', read: (tick) => tick.traps ?? 0 },
};

const BEFORE = 100;
const AFTER = 60;

/** Draws the kinds of `wanted` that this session shows, and takes them off the list. */
function drawFrom(seed: number, wanted: Set<string>): void {
  const session = drawSession({ seed, faultsPerHour: 8 });
  if (!session.labels.some(({ type }) => wanted.has(type))) return;
  const ticks = [...session.ticks()];
  const watcher = watchWithDetector();
  for (const { second, tick } of ticks) watcher.onTick(second, tick);
  const { raised } = watcher.alarms();
  for (const label of session.labels) {
    const hit = raised.find(
      ({ at, name }) => at >= label.start && at <= label.end && label.names.includes(name),
    );
    if (!hit || !wanted.delete(label.type)) continue;
    writeFileSync(`${OUT}${label.type}.svg`, draw(label, hit.at, ticks));
  }
}

function draw(label: Label, at: number, ticks: readonly { second: number; tick: Tick }[]): string {
  const signal = SIGNALS[label.type];
  if (!signal) throw new Error(`no signal is named for ${label.type}`);
  const [from, to] = [label.start - BEFORE, Math.min(label.end + AFTER, label.start + 240)];
  const points = ticks
    .filter(({ second }) => second >= from && second < to)
    .flatMap(({ second, tick }) => {
      const value = signal.read(tick);
      return value === undefined ? [] : [{ x: second, y: value }];
    });
  return drawFigure({
    title: `${label.type}: ${signal.label}`,
    points,
    from,
    to,
    fault: label,
    alarm: at,
  });
}

mkdirSync(OUT, { recursive: true });
const wanted = new Set(Object.keys(SIGNALS));
for (let seed = 1; wanted.size > 0 && seed < 2_000; seed++) drawFrom(seed, wanted);
console.log(wanted.size === 0 ? `drawn to ${OUT}` : `not drawn: ${[...wanted].join(', ')}`);
