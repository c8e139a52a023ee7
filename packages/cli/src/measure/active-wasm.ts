import type { Section, WasmActive, WasmSection } from '@wasm-vitals/protocol';

/** The WebAssembly of a snapshot; undefined where there was none yet, or its collector failed. */
export function activeWasm(wasm: Section<WasmSection>): WasmActive | undefined {
  return 'status' in wasm && wasm.status === 'active' ? wasm : undefined;
}
