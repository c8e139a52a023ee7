/** All that the program touches of its process, so that tests run it without one. */
export interface CliIo {
  /** Results: the summary or the report. */
  readonly out: TextSink;
  /** Progress, notes and errors. */
  readonly err: TextSink;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Calls the listener at Ctrl-C and at a polite request to end. Returns the way to stop listening. */
  onInterrupt(listener: (signal: 'SIGINT' | 'SIGTERM') => void): () => void;
}

export interface TextSink {
  write(text: string): void;
  /** True on a terminal, where lines can be drawn again. */
  readonly isTerminal: boolean;
  /** Width of the terminal in characters; absent where there is none. */
  readonly columns?: number | undefined;
  readonly color: boolean;
}
