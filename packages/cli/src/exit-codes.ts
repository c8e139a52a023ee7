/** How the process ends, for scripts and CI. Documented in docs/cli.md and in `wasm-vitals run --help`. */
export const EXIT = {
  ok: 0,
  thresholdBroken: 1,
  usage: 2,
  failed: 3,
  noWasm: 4,
  /** 128 + the signal's number, as shells do it. */
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
