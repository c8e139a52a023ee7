import type { ColumnExports } from './exports.js';
import { instantiate } from './exports.js';
import { POPULATIONS } from './populations.js';
import { recycleInstance } from './recycle.js';

/** Spikes of the last step; views over linear memory, valid until the next call into the module. */
export interface Spikes {
  readonly neurons: Uint32Array;
  /** Milliseconds since the call began. */
  readonly times: Float32Array;
}

export interface ColumnInfo {
  readonly neurons: number;
  readonly synapses: number;
  /** First neuron of each population, and one behind the last. */
  readonly starts: readonly number[];
  /** x, y, z of each neuron (µm); y is negative depth. A copy. */
  readonly positions: Float32Array;
  readonly scale: number;
}

export interface Column {
  /** The instance that runs now. Changes when it is recycled: never keep it. */
  readonly wasm: ColumnExports;
  readonly info: ColumnInfo;
  step(ms: number): Spikes;
  /** Smoothed rates of the eight populations (Hz). */
  rates(): Float32Array;
  /** Simulation step in quarters of a millisecond: 1, 2 or 4. */
  setStep(quarters: number): void;
  setBurn(passes: number): void;
  /** Builds a column of another size in the same instance. */
  resize(scale: number): void;
  /** Replaces the instance and carries the state over. */
  recycle(): Promise<void>;
  /** Called with the old and the new instance when one replaces the other, before the old one is dropped. */
  onRecycle(listener: (old: ColumnExports, fresh: ColumnExports) => void): () => void;
  onResize(listener: (info: ColumnInfo) => void): () => void;
}

export interface ColumnOptions {
  readonly module: WebAssembly.Module;
  /** Share of the full-scale column, 0.01 to 0.25. */
  readonly scale: number;
  readonly seed: number;
}

function describe(wasm: ColumnExports, scale: number): ColumnInfo {
  const neurons = wasm.neuron_count();
  return {
    neurons,
    synapses: wasm.synapse_count(),
    starts: [...POPULATIONS.keys(), POPULATIONS.length].map((p) => wasm.population_start(p)),
    positions: new Float32Array(wasm.memory.buffer, wasm.positions_pointer(), neurons * 3).slice(),
    scale,
  };
}

/** A running column; every reader goes through it, so that the instance behind it can be replaced. */
export async function createColumn({ module, scale: firstScale, seed }: ColumnOptions): Promise<Column> {
  let wasm = await instantiate(module);
  let scale = firstScale;
  let burn = 0;
  wasm.configure(scale, seed, 1);
  let info = describe(wasm, scale);
  const recycled = new Set<(old: ColumnExports, fresh: ColumnExports) => void>();
  const resized = new Set<(info: ColumnInfo) => void>();
  let recycling: Promise<void> | undefined;

  async function replace(): Promise<void> {
    const fresh = await recycleInstance(wasm, { module, scale, seed });
    for (const listener of recycled) listener(wasm, fresh);
    fresh.burn(burn);
    wasm = fresh;
  }

  return {
    get wasm() {
      return wasm;
    },
    get info() {
      return info;
    },
    step(ms) {
      const count = wasm.step(ms);
      const { buffer } = wasm.memory; // after the call: growth detaches the old buffer
      return {
        neurons: new Uint32Array(buffer, wasm.spikes_pointer(), count),
        times: new Float32Array(buffer, wasm.spike_times_pointer(), count),
      };
    },
    rates: () => new Float32Array(wasm.memory.buffer, wasm.rates_pointer(), POPULATIONS.length),
    setStep: (quarters) => wasm.set_step(quarters),
    setBurn(passes) {
      burn = passes;
      wasm.burn(passes);
    },
    resize(next) {
      scale = next;
      wasm.configure(scale, seed, 1);
      info = describe(wasm, scale);
      for (const listener of resized) listener(info);
    },
    recycle() {
      recycling ??= replace().finally(() => (recycling = undefined));
      return recycling;
    },
    onRecycle(listener) {
      recycled.add(listener);
      return () => recycled.delete(listener);
    },
    onResize(listener) {
      resized.add(listener);
      return () => resized.delete(listener);
    },
  };
}
