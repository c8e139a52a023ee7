import { describe, expect, it, vi } from 'vitest';
import { createTestGuard } from '../testing/fake-clock.js';
import { observeHostFrames, type Frame, type FrameScope } from './host-frames.js';

/** A browser of which the test makes the frames. */
function createFakeBrowser({ clockMoves = true } = {}) {
  let time = 0;
  let queue: FrameRequestCallback[] = [];
  let frame = 0;
  let inFrame = false;
  const native = vi.fn((callback: FrameRequestCallback) => {
    if (typeof callback !== 'function') throw new TypeError('not a function');
    queue.push(callback);
    return queue.length;
  });
  const scope: FrameScope = {
    requestAnimationFrame: native,
    document: {
      timeline: {
        get currentTime() {
          // As Chromium's: it stands while a frame is asked for.
          return inFrame || queue.length > 0 || !clockMoves ? frame : time;
        },
      },
    },
  };
  return {
    scope,
    native,
    now: () => time,
    pass: (ms: number) => void (time += ms),
    /** Runs the callbacks of one frame that begins now. */
    frame() {
      this.frameAt(time);
    },
    /** Or of one that the display began at another time, before the thread was free for it. */
    frameAt(begin: number) {
      const callbacks = queue;
      queue = [];
      frame = begin;
      inFrame = true;
      for (const callback of callbacks) callback(frame);
      inFrame = false;
    },
    waiting: () => queue.length,
  };
}

function observe(browser: ReturnType<typeof createFakeBrowser>) {
  const seen: Frame[] = [];
  const observer = observeHostFrames(browser.scope, (frame) => void seen.push(frame), {
    guard: createTestGuard(),
    now: browser.now,
  });
  const times = (): number[] =>
    seen.flatMap(({ timestamp, previous }) => (previous === undefined ? [] : [timestamp - previous]));
  return { seen, times, observer };
}

const request = (browser: ReturnType<typeof createFakeBrowser>, callback: FrameRequestCallback) =>
  browser.scope.requestAnimationFrame?.(callback);

describe('host frames', () => {
  it('measure a loop from frame to frame, and ask for none of their own', () => {
    const browser = createFakeBrowser();
    const { times } = observe(browser);
    const loop = (): void => void request(browser, loop);
    loop();
    for (let i = 0; i < 4; i++) {
      browser.pass(16);
      browser.frame();
    }
    expect(times()).toEqual([16, 16, 16]);
  });

  it('hand the host’s own callback to the browser, with its result and its errors', () => {
    const browser = createFakeBrowser();
    observe(browser);
    const callback = vi.fn();
    expect(request(browser, callback)).toBe(2); // the first is ours
    expect(browser.native).toHaveBeenCalledWith(callback);
    expect(() => request(browser, 5 as never)).toThrow('not a function');
    expect(browser.scope.requestAnimationFrame?.name).toBe(browser.native.name);
  });

  it('add one callback a frame, however many the host asks for', () => {
    const browser = createFakeBrowser();
    const { seen } = observe(browser);
    for (let i = 0; i < 5; i++) request(browser, () => undefined);
    expect(browser.waiting()).toBe(6);
    browser.frame();
    expect(seen).toHaveLength(1);
    expect(browser.waiting()).toBe(0);
  });

  it('count no pause of the host as a frame time', () => {
    const browser = createFakeBrowser();
    const { times } = observe(browser);
    request(browser, () => undefined);
    browser.frame();
    browser.pass(800);
    request(browser, () => undefined);
    browser.pass(16);
    browser.frame();
    expect(times()).toEqual([]);
  });

  it('count a frame whose callback took long before it asked for the next', () => {
    const browser = createFakeBrowser();
    const { times } = observe(browser);
    request(browser, () => {
      browser.pass(700);
      request(browser, () => undefined);
    });
    browser.frame();
    browser.pass(16);
    browser.frame();
    expect(times()).toEqual([716]);
  });

  it('fall back to the gap where the document’s clock stands still between frames', () => {
    const browser = createFakeBrowser({ clockMoves: false });
    const { times, observer } = observe(browser);
    request(browser, () => undefined);
    browser.frame();
    browser.pass(1_500);
    observer?.probe();
    request(browser, () => undefined);
    browser.pass(16);
    browser.frame();
    expect(times()).toEqual([]);
  });

  it('count a stop of more than a second, also where a look at the clock fell between it and its frame', () => {
    const browser = createFakeBrowser();
    const { times, observer } = observe(browser);
    const loop = (): void => void request(browser, loop);
    loop();
    browser.frame();
    browser.pass(1_200); // a timer of the host's blocks
    observer?.probe();
    browser.frameAt(16);
    browser.pass(16);
    browser.frame();
    expect(times()).toEqual([16, 1_200]);
  });

  it('forget the frame before when the page was hidden', () => {
    const browser = createFakeBrowser();
    const { times, observer } = observe(browser);
    const loop = (): void => void request(browser, loop);
    loop();
    browser.frame();
    observer?.interrupt();
    browser.pass(60_000);
    browser.frame();
    browser.pass(16);
    browser.frame();
    expect(times()).toEqual([16]);
  });

  it('give a burst of our own, one at a time', () => {
    const browser = createFakeBrowser();
    const { seen, observer } = observe(browser);
    observer?.burst(3);
    observer?.burst(3);
    for (let i = 0; i < 5; i++) {
      browser.pass(16);
      browser.frame();
    }
    expect(seen.map(({ own, previous }) => [own, previous !== undefined])).toEqual([
      [true, false],
      [true, true],
      [true, true],
    ]);
  });

  it('put the browser’s function back, and leave one that came on top of ours', () => {
    const browser = createFakeBrowser();
    const first = observe(browser);
    first.observer?.stop();
    expect(browser.scope.requestAnimationFrame).toBe(browser.native);
    const second = observe(browser);
    const ours = browser.scope.requestAnimationFrame;
    const theirs = (callback: FrameRequestCallback): number => ours?.(callback) ?? 0;
    browser.scope.requestAnimationFrame = theirs;
    second.observer?.stop();
    expect(browser.scope.requestAnimationFrame).toBe(theirs);
    request(browser, () => undefined);
    expect(browser.waiting()).toBe(1);
  });

  it('are not there where the platform has none', () => {
    const options = { guard: createTestGuard(), now: () => 0 };
    expect(observeHostFrames({}, () => undefined, options)).toBeUndefined();
  });
});
