import type { WasmReading } from '../instrumentation.js';

export type Fn = (...args: unknown[]) => unknown;

/** A fresh instance's exports, as the page sees them. */
export function load(bytes: BufferSource, imports?: WebAssembly.Imports): Record<string, Fn> {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports as Record<string, Fn>;
}

/** How often it was called, by the reading; absent where the reading doesn't hold it. */
export function callsOf(reading: WasmReading, name: string, kind = 'export'): number | undefined {
  return reading.functions.find((stats) => stats.name === name && stats.kind === kind)?.calls;
}
