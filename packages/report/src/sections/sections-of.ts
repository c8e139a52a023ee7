import type {
  CollectorError,
  InteractionSection,
  MemorySection,
  NetworkSection,
  RenderingSection,
  Section,
  Snapshot,
  WasmActive,
} from '@wasm-vitals/protocol';

function isError(section: object): section is CollectorError {
  return 'error' in section;
}

function readable<T extends object>(section: Section<T>): T | undefined {
  return isError(section) ? undefined : section;
}

/** The section of a snapshot; absent where its collector failed or WebAssembly was not there yet. */
export function wasmOf(snapshot: Snapshot): WasmActive | undefined {
  const section = readable(snapshot.wasm);
  return section?.status === 'active' ? section : undefined;
}

export const memoryOf = (snapshot: Snapshot): MemorySection | undefined => readable(snapshot.memory);
export const renderingOf = (snapshot: Snapshot): RenderingSection | undefined => readable(snapshot.rendering);
export const networkOf = (snapshot: Snapshot): NetworkSection | undefined => readable(snapshot.network);
export const interactionOf = (snapshot: Snapshot): InteractionSection | undefined =>
  readable(snapshot.interaction);

/** The sections that are there, in order. */
export function present<T>(snapshots: readonly Snapshot[], of: (snapshot: Snapshot) => T | undefined): T[] {
  return snapshots.flatMap((snapshot) => {
    const section = of(snapshot);
    return section === undefined ? [] : [section];
  });
}
