import { readMetric } from '@wasm-vitals/analysis';
import type { Snapshot } from '@wasm-vitals/protocol';
import { formatBytes, formatDuration, formatNumber, formatPercent } from '@wasm-vitals/report';
import type { LiveState } from './live-state.js';

type Formatter = (value: number) => string;

interface LiveValue {
  readonly label: string;
  /** Text of the newest interval; undefined where there is no reading. */
  readonly read: (snapshot: Snapshot) => string | undefined;
}

const read = (id: string, format: Formatter): LiveValue['read'] => {
  return (snapshot) => {
    const value = readMetric(snapshot, id);
    return value === undefined ? undefined : format(value);
  };
};

const perSecond = (id: string, format: Formatter): LiveValue['read'] => {
  return (snapshot) => {
    const value = readMetric(snapshot, id);
    return value === undefined || snapshot.interval <= 0
      ? undefined
      : `${format((value / snapshot.interval) * 1_000)}/s`;
  };
};

/** What is shown live, in this order. To show more is to add a row. */
const LIVE_VALUES: readonly LiveValue[] = [
  { label: 'fps', read: read('rendering.fps', formatNumber) },
  { label: 'calls', read: perSecond('wasm.executionStats.calls', formatNumber) },
  { label: 'in wasm', read: perSecond('wasm.executionStats.totalTime', formatDuration) },
  { label: 'linear', read: read('wasm.memoryUsage', formatBytes) },
  { label: 'live', read: read('wasm.heapSize', formatBytes) },
  { label: 'JS heap', read: read('memory.jsHeapUsed', formatBytes) },
  { label: 'cache', read: read('network.cacheHitRate', formatPercent) },
];

const BAR_CELLS = 24;

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR_CELLS);
  return '━'.repeat(full) + '╌'.repeat(BAR_CELLS - full);
}

const seconds = (ms: number): string => `${Math.round(ms / 1_000)} s`;

function describePhase({ phase, elapsed, duration }: LiveState): string {
  if (phase === 'starting') return 'starting the browser';
  if (phase === 'loading') return 'loading the page';
  return `${bar(elapsed / duration)}  ${seconds(elapsed)} of ${seconds(duration)}`;
}

function values(snapshot: Snapshot): readonly string[] {
  return LIVE_VALUES.flatMap(({ label, read }) => {
    const text = read(snapshot);
    return text === undefined ? [] : [`${label} ${text}`];
  });
}

/** Words in lines of at most `width` characters, never broken within one. */
function fold(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 3 <= width)
      lines[lines.length - 1] = `${last}   ${word}`;
    else lines.push(word.slice(0, Math.max(1, width)));
  }
  return lines;
}

/** The block that a terminal redraws: a line of progress, and the values of the newest interval. */
export function liveBlock(state: LiveState, columns: number): readonly string[] {
  // a line as wide as the terminal wraps on some of them, and then the block can't be drawn over
  const width = Math.max(20, columns - 3);
  const { snapshot } = state;
  const body = snapshot ? fold(values(snapshot), width - 2) : [];
  return [describePhase(state).slice(0, width), ...body].map((line) => `  ${line}`);
}

/** One line for logs. */
export function liveLine(state: LiveState): string {
  if (state.phase !== 'measuring') return describePhase(state);
  const { elapsed, duration, snapshot } = state;
  const head = `${seconds(elapsed)} of ${seconds(duration)}`;
  return [head, ...(snapshot ? values(snapshot) : ['no reading yet'])].join('   ');
}
