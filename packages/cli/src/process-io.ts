import process from 'node:process';
import pc from 'picocolors';
import type { CliIo, TextSink } from './io.js';

function createSink(stream: NodeJS.WriteStream): TextSink {
  // a reader that has seen enough (`| head`) closes the pipe: that is no error of ours
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY,
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
    color: stream.isTTY ? pc.isColorSupported : process.env['FORCE_COLOR'] !== undefined,
  };
}

/** The real process, as `CliIo`. */
export function createProcessIo(): CliIo {
  return {
    out: createSink(process.stdout),
    err: createSink(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    onInterrupt(listener) {
      const signals = ['SIGINT', 'SIGTERM'] as const;
      const handlers = signals.map((signal) => () => listener(signal));
      signals.forEach((signal, i) => process.on(signal, handlers[i] ?? (() => {})));
      return () => signals.forEach((signal, i) => process.off(signal, handlers[i] ?? (() => {})));
    },
  };
}
