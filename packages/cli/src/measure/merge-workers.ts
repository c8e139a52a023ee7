import { idleSection, mergeInTime, mergePlaces, type WorkerPlace } from '@wasm-vitals/analysis';
import type { MemorySection, Section, Snapshot, WasmActive } from '@wasm-vitals/protocol';
import type { WorkerRecord } from '../browser/watch-workers.js';
import { activeWasm } from './active-wasm.js';

/** The worker's WebAssembly as of each snapshot of the page; undefined where it had none yet, or was gone. */
function alignWorker(page: readonly Snapshot[], worker: WorkerRecord): readonly (WasmActive | undefined)[] {
  const told = [...worker.snapshots].sort((a, b) => a.timestamp - b.timestamp);
  let before: WasmActive | undefined;
  let next = 0;
  return page.map(({ timestamp, interval }, i) => {
    // what was told after the page's last snapshot belongs to it all the same: nothing is dropped
    const last = i === page.length - 1;
    const from = next;
    next = last ? told.length : told.findIndex((snapshot, k) => k >= from && snapshot.timestamp > timestamp);
    if (next < 0) next = told.length;
    const sections = told.slice(from, next).flatMap((snapshot) => activeWasm(snapshot.wasm) ?? []);
    const gone = worker.closedAt !== undefined && worker.closedAt < timestamp - interval;
    const section = mergeInTime(sections) ?? (before && !gone ? idleSection(before) : undefined);
    before = section;
    return section;
  });
}

/** The file of a script names its worker. A blob's address says nothing, and a data address is the script itself. */
function nameOf(url: string): string {
  if (/^(?:blob|data):/.test(url)) return 'worker';
  return url.replace(/[?#].*$/, '').replace(/^.*\//, '') || 'worker';
}

function withWorkerMemory(
  memory: Section<MemorySection>,
  total: number,
  inWorkers: number,
): Section<MemorySection> {
  if ('error' in memory) return memory;
  const used = memory.used === undefined ? {} : { used: memory.used + inWorkers };
  return { ...memory, ...used, wasmReserved: total };
}

/**
 * The page's snapshots with the WebAssembly of its workers in them: their calls, functions, modules and linear memory
 * are added to those of the page at the same time. Frames, network and interaction stay the page's.
 */
export function mergeWorkers(
  page: readonly Snapshot[],
  workers: readonly WorkerRecord[],
): readonly Snapshot[] {
  const aligned = workers.map(({ url, ...rest }) => ({
    info: { name: nameOf(url), ...(url.startsWith('data:') ? {} : { url }) },
    sections: alignWorker(page, { url, ...rest }),
  }));
  return page.map((snapshot, i) => {
    const places = aligned.flatMap(({ info, sections }): WorkerPlace[] =>
      sections[i] ? [{ info, section: sections[i] }] : [],
    );
    const own = activeWasm(snapshot.wasm);
    const wasm = mergePlaces(own, places);
    if (!wasm || places.length === 0) return snapshot;
    const extra = wasm.memoryUsage - (own?.memoryUsage ?? 0);
    return { ...snapshot, wasm, memory: withWorkerMemory(snapshot.memory, wasm.memoryUsage, extra) };
  });
}
