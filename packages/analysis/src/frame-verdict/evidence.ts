import type { Bytes, DurationMs, LongFrame } from '@wasm-vitals/protocol';

/** All that was measured of one long frame. What could not be measured is absent; it then blames nobody. */
export interface FrameEvidence {
  readonly frame: Pick<LongFrame, 'duration' | 'scripts'>;
  /** Style, layout and painting at the frame's end. */
  readonly layout?: DurationMs;
  /** Style and layout that scripts forced; it is in their time, too. */
  readonly forcedLayout?: DurationMs;
  /** Time of the outermost calls into WebAssembly that ran within the frame, one entry a function. */
  readonly calls?: readonly { readonly name: string; readonly time: DurationMs }[];
  /** Memories that grew within the frame. */
  readonly growth?: readonly GrowthSeen[];
  readonly heapDrop?: HeapDrop;
  /** GPU time of the frame, where a timer query tells it. */
  readonly gpu?: DurationMs;
}

/** The duration is known only where JavaScript asked for the growth. */
export interface GrowthSeen {
  readonly during?: string;
  readonly duration?: DurationMs;
}

/** The JS heap shrank between two readings, one of them within or after the frame. */
export interface HeapDrop {
  readonly bytes: Bytes;
  /** Time between the two readings. The collection was somewhere in it. */
  readonly within: DurationMs;
}
