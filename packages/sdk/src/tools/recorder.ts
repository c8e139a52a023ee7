import type { Snapshot, Tick } from '@wasm-vitals/protocol';

/** What a recorder listens to: a monitor fits it by shape. */
export interface RecordSource {
  subscribe(listener: (snapshot: Snapshot) => void): () => void;
  onTick(listener: (tick: Tick) => void): () => void;
}

export interface Recorder {
  /** What was recorded so far, in order of time: JSON lines, each `{"tick":…}` or `{"snapshot":…}`. */
  text(): string;
  /** Records no more; the text stays readable. */
  stop(): void;
}

/** An hour of ticks and snapshots at the default intervals, some 10 MB; then the oldest lines go. */
const DEFAULT_LIMIT = 4_320;

/**
 * Records a session, to replay it through the detectors or to keep as a test.
 * @param limit lines kept, at least 1
 */
export function startRecorder(source: RecordSource, limit: number = DEFAULT_LIMIT): Recorder {
  const lines: string[] = [];

  function note(entry: { readonly tick: Tick } | { readonly snapshot: Snapshot }): void {
    lines.push(JSON.stringify(entry));
    if (lines.length > limit) lines.shift();
  }

  const stops = [source.onTick((tick) => note({ tick })), source.subscribe((snapshot) => note({ snapshot }))];
  return {
    text: () => lines.map((line) => `${line}\n`).join(''),
    stop: () => stops.forEach((stop) => stop()),
  };
}
