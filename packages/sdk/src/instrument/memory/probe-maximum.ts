import type { Pages } from '@wasm-vitals/protocol';

/** Largest maximum of a 32-bit memory, in pages. */
const MOST_PAGES = 65_536;

/**
 * Finds a memory's declared maximum, which no API tells: a module that imports a memory "of at most M pages" links
 * only if the memory's own maximum is at most M (core specification, "Import Subtyping"). Seventeen modules of 20
 * bytes each are tried at most, once a memory; under half a millisecond. Nothing is run and nothing is kept.
 *
 * Undefined where the memory has no maximum, is 64-bit, or the page may not compile modules.
 */
export function probeMaximum(
  memory: WebAssembly.Memory,
  natives: Pick<typeof WebAssembly, 'Module' | 'Instance'> = WebAssembly,
): Pages | undefined {
  Reflect.set(globalThis, PROBING, true);
  try {
    return search(memory, natives);
  } finally {
    Reflect.deleteProperty(globalThis, PROBING);
  }
}

/** Set while probes are made, so that another monitor of this page does not take them for modules of the host. */
const PROBING = Symbol.for('wasm-vitals.probing');

/** True while a monitor, this one or another of the page, makes modules of its own. */
export function isProbing(): boolean {
  return PROBING in globalThis;
}

function search(
  memory: WebAssembly.Memory,
  natives: Pick<typeof WebAssembly, 'Module' | 'Instance'>,
): Pages | undefined {
  const shared = typeof SharedArrayBuffer !== 'undefined' && memory.buffer instanceof SharedArrayBuffer;
  const fits = (pages: number): boolean => links(memory, natives, limits(pages, shared));
  if (!fits(MOST_PAGES)) return undefined;
  let low = 0;
  let high = MOST_PAGES;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

/** Limits "0 to maximum", with the shared flag where needed. */
function limits(maximum: Pages, shared: boolean): number[] {
  return [shared ? 3 : 1, 0, ...leb(maximum)];
}

function links(
  memory: WebAssembly.Memory,
  { Module, Instance }: Pick<typeof WebAssembly, 'Module' | 'Instance'>,
  limit: readonly number[],
): boolean {
  // (module (import "" "" (memory limit)))
  const body = [1, 0, 0, 2, ...limit];
  const bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 2, body.length, ...body];
  try {
    new Instance(new Module(new Uint8Array(bytes)), { '': { '': memory } });
    return true;
  } catch {
    return false; // a LinkError is the answer "no"; a CompileError (CSP) makes every answer "no"
  }
}

/** Unsigned LEB128. */
function leb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return bytes;
}
