/** An address or size as WebAssembly gives it: from 2 GiB on 32-bit ones are negative, 64-bit ones are BigInts. */
export function toUnsigned(value: number | bigint): number {
  return typeof value === 'bigint' ? Number(value) : value >>> 0;
}

/** A function of the module under its own name, or under C's with an underscore before it. */
export function exportedFunction(exports: WebAssembly.Exports, name: string): unknown {
  const value = exports[name] ?? exports[`_${name}`];
  return typeof value === 'function' ? value : undefined;
}
