import { patchMethod } from '../instrument/patch/patch-property.js';
import type { Guard } from './guard.js';

/** What is taken from the global scope of a page or worker. */
export interface FrameScope {
  requestAnimationFrame?: (callback: FrameRequestCallback) => number;
  readonly document?: { readonly timeline?: { readonly currentTime: unknown } };
}

/** A frame that the host asked for, or one of a burst of ours. */
export interface Frame {
  /** The frame's own time, as the browser gives it to every callback of it. Monotonic milliseconds. */
  readonly timestamp: number;
  /** Time of the frame before it where the host went straight on; absent after a pause of the host's choice. */
  readonly previous?: number;
  /** True where we asked for it, not the host. */
  readonly own: boolean;
}

export interface HostFrames {
  /** Forgets the frame before: the page was hidden, so that the time since is no frame time. */
  interrupt(): void;
  /** Asks for some frames ourselves, where the host asks for none. Does nothing while one is under way. */
  burst(frames: number): void;
  /** Called now and then from outside a frame: learns whether the document's clock moves while no frame is asked for. */
  probe(): void;
  /** When the host last asked for a frame that has not come yet; undefined where it waits for none. */
  pendingSince(): number | undefined;
  stop(): void;
}

/** A request this soon after a frame goes on with the loop: it leaves room for a loop throttled to 20 Hz by a timer. */
const SAME_LOOP_MS = 50;
/** Where the document's clock can't tell, a later request than this is taken for a new loop after a pause. */
const BLIND_LIMIT_MS = 1_000;

/**
 * Frame times from the host's own `requestAnimationFrame` calls. The host's callback goes to the browser untouched (its
 * identity, `this`, errors and its name in Long Animation Frames stay); with the first request of each frame we add one
 * callback of our own, which only notes the time. An idle page costs nothing.
 */
export function observeHostFrames(
  scope: FrameScope,
  onFrame: (frame: Frame) => void,
  { guard, now }: { readonly guard: Guard; readonly now: () => number },
): HostFrames | undefined {
  const native = scope.requestAnimationFrame;
  if (typeof native !== 'function') return undefined;
  let stopped = false;
  let armedAt: number | undefined;
  let goesOn = false;
  let last = NaN;
  let clockMoves = true;
  let burstLeft = 0;
  let burstLast: number | undefined;

  function followsLast(at: number): boolean {
    const gap = at - last;
    if (gap < SAME_LOOP_MS) return true;
    const time = clockMoves ? scope.document?.timeline?.currentTime : undefined;
    // Inside a frame the document's clock stands at that frame's time, however long its callbacks take.
    return typeof time === 'number' ? time === last : gap < BLIND_LIMIT_MS;
  }

  const noteFrame = guard.wrap('frames', (timestamp: number) => {
    armedAt = undefined;
    if (stopped) return;
    const previous = goesOn && timestamp > last ? { previous: last } : {};
    last = timestamp;
    onFrame({ timestamp, own: false, ...previous });
  });

  const noteBurst = guard.wrap('frames', (timestamp: number) => {
    if (stopped) return;
    if (burstLast === undefined || timestamp > burstLast) {
      onFrame({ timestamp, own: true, ...(burstLast === undefined ? {} : { previous: burstLast }) });
    }
    burstLast = timestamp;
    if (--burstLeft > 0) native.call(scope, noteBurst);
  });

  const patch = patchMethod(scope, 'requestAnimationFrame', (original) => {
    return function requestAnimationFrame(this: unknown, ...args) {
      if (armedAt === undefined && !stopped) {
        const at = now();
        armedAt = at;
        goesOn = followsLast(at);
        native.call(scope, noteFrame);
      }
      return Reflect.apply(original, this, args);
    };
  });

  return {
    interrupt() {
      last = NaN;
      goesOn = false;
      burstLast = undefined;
    },
    burst(frames) {
      if (burstLeft > 0 || stopped) return;
      burstLeft = frames;
      burstLast = undefined;
      native.call(scope, noteBurst);
    },
    probe() {
      // While one is awaited the clock stands in any browser, however long the thread is blocked.
      if (armedAt !== undefined || burstLeft > 0) return;
      if (now() - last > SAME_LOOP_MS && scope.document?.timeline?.currentTime === last) clockMoves = false;
    },
    pendingSince: () => armedAt,
    stop() {
      stopped = true;
      patch?.restore();
    },
  };
}
