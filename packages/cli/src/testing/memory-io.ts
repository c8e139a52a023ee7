import type { CliIo, TextSink } from '../io.js';

export interface MemoryIo extends CliIo {
  /** All that was printed so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** As if the user pressed Ctrl-C. */
  interrupt(signal?: 'SIGINT' | 'SIGTERM'): void;
}

function createMemorySink(columns: number | undefined): TextSink & { readonly text: () => string } {
  let text = '';
  return {
    write: (more) => void (text += more),
    text: () => text,
    isTerminal: columns !== undefined,
    columns,
    color: false,
  };
}

/** A `CliIo` without a process. A terminal where `columns` is given. */
export function createMemoryIo(
  change: { readonly columns?: number; readonly cwd?: string; readonly env?: CliIo['env'] } = {},
): MemoryIo {
  const out = createMemorySink(change.columns);
  const err = createMemorySink(change.columns);
  const listeners = new Set<(signal: 'SIGINT' | 'SIGTERM') => void>();
  return {
    out,
    err,
    env: change.env ?? {},
    cwd: change.cwd ?? '/',
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stdout: out.text,
    stderr: err.text,
    interrupt: (signal = 'SIGINT') => listeners.forEach((listener) => listener(signal)),
  };
}
