/**
 * The contract of a collector. All read alike: feature-detect or leave, observe, summarise, reset.
 * A collector is made by `createXCollector(deps)`, listens from `start()` on, and gives back all it took with `stop()`.
 */
export interface Collector<Section, Signals = Record<never, never>> {
  /** Name of its section in the snapshot: `wasm`, `memory`, `rendering`, `network`, `interaction`. */
  readonly name: string;
  /** Begins to observe. Never throws because a feature is missing: it lists that under `unsupported` instead. */
  start(): void;
  /**
   * Summarises the interval since the last call and begins a new one. Synchronous and cheap (well under 1 ms).
   * What it throws becomes `{ error }` in the snapshot and stops nobody else.
   */
  collect(interval: number): Section;
  /** The same for the 1 s tick: only the cheap signals, from counters of its own, so that ticks and snapshots don't eat each other's data. */
  tick(interval: number): Signals;
  /** Metric ids that this browser or page can't give. */
  unsupported(): readonly string[];
  /** Disconnects observers and restores every patched global. Safe to call twice. */
  stop(): void;
}
