/**
 * Runs in every page of the bench, before the page's own scripts: it starts the monitor (the demo starts its own),
 * records what the monitor takes, and holds the faults and events that must happen inside of the page.
 */
import { startMonitor, startRecorder, type PerformanceMonitor, type Recorder } from 'wasm-vitals';
import type { CorticalColumnHandle } from '../../apps/cortical-column/src/handle.js';
import type { PageFault } from './page-fault.js';
import { createPageFaults } from './page-faults.js';
import { createDemoFaults } from './demo-faults.js';
import { startFrames } from './page-frames.js';

/** What a page of this bench offers to be turned: real work of its module. */
export interface BenchHost {
  /** The hottest export does so many times its usual work, in as many calls. */
  slow(factor: number): void;
  /** Other content, with another amount of work: 0 is the first. */
  scene(index: number): void;
  /** Puts so many bytes more into linear memory and keeps them; absent where the page has no way to. */
  keep?(bytes: number): void;
}

/** What the bench calls in the page. */
export interface Bench {
  /** Undefined until the page works. */
  monitor(): PerformanceMonitor | undefined;
  record(): void;
  /** What was recorded so far: JSON lines. */
  text(): string;
  start(fault: string, strength: number): void;
  stop(fault: string): void;
  hide(): void;
  show(): void;
  pause(): void;
  resume(): void;
  mark(scene: number): void;
  load(requests: number): void;
}

declare global {
  interface Window {
    bench: Bench;
    benchHost?: BenchHost;
  }
}

/** The demo is opened without its dashboard; no other page of the bench has a query. */
const isDemo = location.search.includes('dashboard=off');
const frames = startFrames();
const own = isDemo
  ? undefined
  : startMonitor({ application: { name: 'bench', release: '1' }, blackBox: false });
const demo = (): CorticalColumnHandle | undefined => window.corticalColumn;
const faults: Record<string, PageFault> = { ...createPageFaults(), ...createDemoFaults(demo) };
let recorder: Recorder | undefined;

function faultOf(name: string): PageFault {
  const fault = faults[name];
  if (!fault) throw new RangeError(`The page has no fault "${name}"`);
  return fault;
}

async function fetchAll(requests: number): Promise<void> {
  for (let i = 0; i < requests; i++) {
    const path = isDemo ? `/data/chunks/ripples/${i % 24}.bin` : `/traffic/load/${i}`;
    await (await fetch(path, { cache: i % 3 === 0 ? 'no-store' : 'default' })).arrayBuffer();
  }
}

window.bench = {
  monitor: () => own ?? demo()?.monitor,
  record() {
    const monitor = window.bench.monitor();
    if (monitor) recorder ??= startRecorder(monitor);
  },
  text: () => recorder?.text() ?? '',
  start: (name, strength) => faultOf(name).start(strength),
  stop: (name) => faultOf(name).stop(),
  hide: () => frames.hide(),
  show: () => frames.show(),
  pause: () => frames.pause(),
  resume: () => frames.resume(),
  mark(scene) {
    if (isDemo) {
      demo()?.setSize(scene);
      return;
    }
    window.benchHost?.scene(scene);
    own?.context.mark('scene', scene);
  },
  load(requests) {
    const loading = fetchAll(requests).catch(() => undefined);
    void window.bench.monitor()?.context.loading(loading);
  },
};
