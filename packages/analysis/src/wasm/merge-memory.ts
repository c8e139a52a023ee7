import type { AllocatorStats, Bytes, GrowthEvent, ModuleInfo, WasmActive } from '@wasm-vitals/protocol';

/** What one place adds to memory that was counted before it. */
export interface AddedMemory {
  readonly reserved: Bytes;
  readonly live?: Bytes;
  /** True where all its memories were counted before: their allocator was, too. */
  readonly nothingNew: boolean;
}

/**
 * Memory of a section without shared memories whose ids are in `counted`, which gets those of this section: page and
 * workers that share a memory have it once.
 */
export function addMemory(
  section: Pick<WasmActive, 'memoryUsage' | 'heapSize' | 'modules'>,
  counted: Set<string>,
): AddedMemory {
  const memories = section.modules.flatMap((module) => module.memories);
  const again = memories.filter(({ id }) => id !== undefined && counted.has(id));
  for (const { id } of memories) if (id !== undefined) counted.add(id);
  const reserved = again.reduce((left, memory) => left - memory.reserved, section.memoryUsage);
  const live = again.reduce((left, memory) => left - (memory.live ?? 0), section.heapSize ?? 0);
  const nothingNew = again.length > 0 && again.length === memories.length;
  return {
    reserved: Math.max(0, reserved),
    ...(section.heapSize === undefined || nothingNew ? {} : { live: Math.max(0, live) }),
    nothingNew,
  };
}

/** One module may run in several places: it is listed once, with all its instances and memories. */
export function mergeModules(sections: readonly WasmActive[]): readonly ModuleInfo[] {
  const modules = new Map<string, ModuleInfo>();
  const counted = new Set<string>();
  for (const section of sections) {
    for (const module of section.modules) {
      const known = modules.get(module.id);
      const memories = module.memories.filter(({ id }) => id === undefined || !counted.has(id));
      for (const { id } of memories) if (id !== undefined) counted.add(id);
      modules.set(
        module.id,
        known
          ? {
              ...known,
              instances: known.instances + module.instances,
              memories: [...known.memories, ...memories],
            }
          : { ...module, memories },
      );
    }
  }
  return [...modules.values()];
}

/** Growth of a shared memory is seen wherever it is: the first place that knows the memory tells of it. */
export function mergeGrowth(sections: readonly WasmActive[]): readonly GrowthEvent[] {
  const told = new Map<string, WasmActive>();
  return sections.flatMap((section) => {
    const sharedId = ({ module, memory }: GrowthEvent): string | undefined =>
      section.modules
        .find(({ id }) => id === module)
        ?.memories.find(({ name, shared }) => shared && name === memory)?.id;
    for (const { id } of section.modules.flatMap(({ memories }) => memories)) {
      if (id !== undefined && !told.has(id)) told.set(id, section);
    }
    return section.growth.filter((event) => {
      const id = sharedId(event);
      return id === undefined || told.get(id) === section;
    });
  });
}

export function mergeAllocators(all: readonly AllocatorStats[]): AllocatorStats | undefined {
  if (all.length === 0) return undefined;
  const sum = (read: (stats: AllocatorStats) => number): number =>
    all.reduce((total, stats) => total + read(stats), 0);
  const fragmentation = all.flatMap(({ fragmentationRatio }) => fragmentationRatio ?? []);
  return {
    totalAllocated: sum(({ totalAllocated }) => totalAllocated),
    totalDeallocated: sum(({ totalDeallocated }) => totalDeallocated),
    currentAllocations: sum(({ currentAllocations }) => currentAllocations),
    peakMemoryUsage: sum(({ peakMemoryUsage }) => peakMemoryUsage),
    ...(fragmentation.length > 0 ? { fragmentationRatio: Math.max(...fragmentation) } : {}),
  };
}
