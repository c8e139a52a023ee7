import type { TextSink } from '../io.js';
import { liveBlock, liveLine } from './live-lines.js';
import type { LiveState } from './live-state.js';

export interface LiveView {
  show(state: LiveState): void;
  /** Takes the block off the screen. Safe to call twice. */
  close(): void;
}

const ERASE_LINE = '\u001b[2K';
const UP = '\u001b[1A';
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
/** Logs hold the whole run: a line at each tenth of it, but not oftener than each two seconds. */
const LOG_STEPS = 10;
const LEAST_LOG_STEP = 2_000;

/** A block that is drawn over itself. */
function createTerminalView(sink: TextSink): LiveView {
  let drawn = 0;
  const erase = (): string => `\r${ERASE_LINE}` + `${UP}${ERASE_LINE}`.repeat(drawn);
  return {
    show(state) {
      const lines = liveBlock(state, sink.columns ?? 80);
      // one write, so that the terminal never shows half a block
      sink.write(HIDE_CURSOR + erase() + lines.map((line) => `${line}\n`).join(''));
      drawn = lines.length;
    },
    close() {
      if (drawn > 0) sink.write(erase() + SHOW_CURSOR);
      drawn = 0;
    },
  };
}

/** Sparse lines, for files and build logs. */
function createLogView(sink: TextSink): LiveView {
  let phase: LiveState['phase'] | undefined;
  let nextAt = 0;
  return {
    show(state) {
      const step = Math.max(LEAST_LOG_STEP, state.duration / LOG_STEPS);
      if (state.phase !== phase) {
        phase = state.phase;
        nextAt = step;
        if (phase !== 'measuring') sink.write(`${liveLine(state)}\n`);
      } else if (state.phase === 'measuring' && state.elapsed >= nextAt) {
        nextAt = state.elapsed + step;
        sink.write(`${liveLine(state)}\n`);
      }
    },
    close() {},
  };
}

const SILENT: LiveView = { show() {}, close() {} };

/** Shows how a run goes on: redrawn in place on a terminal, as sparse lines elsewhere, not at all where `quiet`. */
export function createLiveView(sink: TextSink, { quiet }: { readonly quiet: boolean }): LiveView {
  if (quiet) return SILENT;
  return sink.isTerminal ? createTerminalView(sink) : createLogView(sink);
}
