import { instantiate, type ColumnExports } from './exports.js';

/** A block of linear memory that is copied as it is. */
interface Block {
  readonly pointer: 'state_pointer' | 'outgoing_pointer' | 'synapses_pointer';
  readonly bytes: 'state_bytes' | 'outgoing_bytes' | 'synapses_bytes';
}

const BLOCKS: readonly Block[] = [
  { pointer: 'state_pointer', bytes: 'state_bytes' },
  { pointer: 'outgoing_pointer', bytes: 'outgoing_bytes' },
  { pointer: 'synapses_pointer', bytes: 'synapses_bytes' },
];

export interface Origin {
  readonly module: WebAssembly.Module;
  readonly scale: number;
  readonly seed: number;
}

/**
 * Makes a fresh instance that goes on exactly where `old` is. Linear memory can't shrink, so this is the only way to give
 * it back: the old instance becomes garbage, with all that leaked in it.
 */
export async function recycleInstance(old: ColumnExports, origin: Origin): Promise<ColumnExports> {
  const fresh = await instantiate(origin.module);
  fresh.configure(origin.scale, origin.seed, 0);
  for (const { pointer, bytes } of BLOCKS) {
    const source = new Uint8Array(old.memory.buffer, old[pointer](), old[bytes]());
    new Uint8Array(fresh.memory.buffer, fresh[pointer](), fresh[bytes]()).set(source);
  }
  fresh.state_restored();
  return fresh;
}
