import { readFile } from 'node:fs/promises';
import { buildWasm } from '../../server/build-wasm.js';
import { createColumn, type Column } from '../simulation/column.js';

let module: Promise<WebAssembly.Module> | undefined;

async function compile(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(new Uint8Array(await readFile(await buildWasm())));
}

/** A column from the real module, built first where it is missing. Small, so that tests are quick. */
export async function loadColumn(scale = 0.05, seed = 7): Promise<Column> {
  module ??= compile();
  return createColumn({ module: await module, scale, seed });
}
