/** The simulation's exports, as `assembly/index.ts` declares them. Lengths µm, times ms, currents pA, sizes bytes. */
export interface ColumnExports {
  readonly memory: WebAssembly.Memory;
  configure(scale: number, seed: number, connect: 0 | 1): number;
  step(ms: number): number;
  set_step(quarters: number): void;
  step_quarters(): number;
  state_restored(): void;
  stimulate(x: number, y: number, z: number, radius: number, strength: number): number;
  simulation_time(): number;
  neuron_count(): number;
  synapse_count(): number;
  population_start(population: number): number;
  positions_pointer(): number;
  voltages_pointer(): number;
  rates_pointer(): number;
  spikes_pointer(): number;
  spike_times_pointer(): number;
  spike_count(): number;
  state_pointer(): number;
  state_bytes(): number;
  outgoing_pointer(): number;
  outgoing_bytes(): number;
  synapses_pointer(): number;
  synapses_bytes(): number;
  present(pointer: number, side: number, frames: number, frameMs: number): void;
  film_played(): number;
  film_remaining(): number;
  film_seek(ms: number): void;
  buffer_allocate(bytes: number): number;
  buffer_free(pointer: number): void;
  leak(bytes: number): number;
  leak_release(): void;
  churn(rounds: number): number;
  churn_release(): void;
  burn(passes: number): void;
  burnt(): number;
  walk_heap(): number;
  get_heap_size(): number;
  get_allocator_stats(): number;
}

/** Fails loudly where the module aborts: its messages are UTF-16 in its own memory, and rare enough to leave there. */
const IMPORTS: WebAssembly.Imports = {
  env: {
    abort(_message: number, _file: number, line: number, column: number): never {
      throw new Error(`The simulation aborted at line ${String(line)}:${String(column)}.`);
    },
  },
};

/** A fresh instance with memory of its own. */
export async function instantiate(module: WebAssembly.Module): Promise<ColumnExports> {
  const instance = await WebAssembly.instantiate(module, IMPORTS);
  return instance.exports as unknown as ColumnExports;
}

/** Compiles while the bytes arrive. @throws where the file is missing or no module. */
export async function loadModule(url: string): Promise<WebAssembly.Module> {
  return WebAssembly.compileStreaming(fetch(url));
}
