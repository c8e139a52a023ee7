import { addMemory, functionLabel, mergePlaces } from '@wasm-vitals/analysis';
import type { Tick, WasmActive, WasmSection } from '@wasm-vitals/protocol';
import type { SharedMemory } from '../../instrument/instrumentation.js';
import type { Workers } from '../../instrument/worker/workers.js';
import type { WasmFootprint, WasmSignals, WasmSource } from './wasm.js';

type Ids = ReadonlyMap<string, string>;
type Told = ReturnType<Workers['takeSignals']>;

/** Functions named in a tick. */
const HOTTEST = 10;

/**
 * The page's WebAssembly together with its workers'. They are asked each tick, so that what they did is in the tick and
 * the snapshot after it: a second late at most.
 */
export function withWorkers(
  own: WasmSource,
  workers: Workers,
  memoriesOfPage: () => readonly SharedMemory[],
): WasmSource {
  let footprint: WasmFootprint | undefined;
  let headroom: number | undefined;

  /** Memory of page and workers together, that of shared memories once. */
  function measure(inPage: WasmFootprint, ids: Ids): WasmFootprint {
    const counted = new Set(memoriesOfPage().map(({ id }) => ids.get(id) ?? id));
    const added = workers.newest().map((section) => addMemory(identified(section, ids), counted));
    const sizes = [inPage, ...added];
    return present({
      reserved: total(sizes.map(({ reserved }) => reserved)),
      live: total(sizes.map(({ live }) => live)),
      headroom: least([inPage.headroom, headroom]),
    });
  }

  return {
    ...own,
    collect(interval): WasmSection {
      const section = own.collect(interval);
      footprint = undefined;
      if (!workers.any) return section;
      const ids = workers.identify(memoriesOfPage());
      footprint = measure(own.footprint(), ids);
      const page = section.status === 'active' ? identified(section, ids) : undefined;
      const places = workers.takePlaces().map(({ info, section: told }) => ({
        info,
        section: told && identified(told, ids),
      }));
      if (!page && places.every((place) => !place.section)) {
        return { status: 'not_initialized', workers: places.map(({ info }) => info) };
      }
      return mergePlaces(page, places) ?? section;
    },
    tick(interval) {
      const signals = own.tick(interval);
      footprint = undefined;
      if (!workers.any) return signals;
      const told = workers.takeSignals();
      workers.ask();
      // a blocked worker tells nothing, and its memory is still there
      headroom = least(told.flatMap((each) => each.signals.at(-1)?.headroom)) ?? headroom;
      if (!('wasmCalls' in signals) && workers.newest().length === 0) return signals;
      footprint = measure(own.footprint(), workers.identify(memoriesOfPage()));
      return { ...addSignals(signals, told), ...sizesOf(footprint) };
    },
    footprint: () => footprint ?? own.footprint(),
  };
}

/** A section whose shared memories have one id wherever they are. */
function identified(section: WasmActive, ids: Ids): WasmActive {
  const modules = section.modules.map((module) => ({
    ...module,
    memories: module.memories.map((memory) =>
      memory.id === undefined ? memory : { ...memory, id: ids.get(memory.id) ?? memory.id },
    ),
  }));
  return { ...section, modules };
}

function sizesOf({ reserved, live, headroom }: WasmFootprint): WasmSignals {
  return present({ wasmReserved: reserved || undefined, wasmLive: live, headroom });
}

function addSignals(own: WasmSignals, told: Told): WasmSignals {
  const all = [own, ...told.flatMap(({ signals }) => signals)];
  const sum = (key: 'wasmTime' | 'wasmCalls' | 'traps' | 'allocationRate') =>
    total(all.map((signals) => signals[key]));
  const fragmentation = all.flatMap((signals) => signals.fragmentation ?? []);
  return present({
    wasmTime: sum('wasmTime'),
    wasmCalls: sum('wasmCalls'),
    traps: sum('traps'),
    allocationRate: sum('allocationRate'),
    fragmentation: fragmentation.length > 0 ? Math.max(...fragmentation) : undefined,
    functions: hottest(own, told),
  });
}

function hottest(own: WasmSignals, told: Told): NonNullable<Tick['functions']> {
  const functions = new Map(Object.entries(own.functions ?? {}));
  for (const { worker, signals } of told) {
    for (const [name, [calls, time]] of signals.flatMap((each) => Object.entries(each.functions ?? {}))) {
      const label = functionLabel({ name, worker });
      const [before, earlier] = functions.get(label) ?? [0, 0];
      functions.set(label, [before + calls, earlier + time]);
    }
  }
  const sorted = [...functions].sort(([, [, a]], [, [, b]]) => b - a);
  return Object.fromEntries(sorted.slice(0, HOTTEST));
}

function total(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) : undefined;
}

function least(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

/** Without the members that there is no reading of. */
function present<T extends object>(members: { readonly [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
