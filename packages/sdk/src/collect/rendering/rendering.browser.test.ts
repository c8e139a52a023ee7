import { afterEach, describe, expect, it, vi } from 'vitest';
import { block, createBrowserDeps, drawFrames } from '../../testing/browser-deps.js';
import { createRenderingCollector, type RenderingSource } from './rendering.js';

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

function start(): RenderingSource {
  const { clock, guard } = createBrowserDeps();
  const lifecycle = { visible: true, visibleTime: clock.now };
  const collector = createRenderingCollector({ scope: globalThis, clock, guard, lifecycle });
  collector.start();
  stops.push(collector.stop);
  return collector;
}

const draw = (work?: () => void): void => void stops.push(drawFrames(work));
const patience = { timeout: 15_000, interval: 100 };

describe('rendering in a page', () => {
  it('measures the host’s own loop', async () => {
    const collector = start();
    draw();
    await vi.waitFor(() => expect(collector.framesSoFar()).toBeGreaterThan(40), patience);
    const signals = collector.tick(1_000);
    const section = collector.collect(1_000);
    expect(section.frames).toBeGreaterThan(40);
    expect(section.frameTime?.count).toBeGreaterThan(35);
    expect(section.fps).toBeGreaterThan(5);
    expect(section.refreshRate).toBeGreaterThan(20);
    expect(section).toHaveProperty('droppedFrames');
    expect(signals.frameTimeMax).toBeCloseTo(section.frameTime?.max ?? 0, 3);
  });

  it('counts the frames that a stall in the host’s callback drops', async () => {
    const collector = start();
    let stalls = 0;
    draw(() => {
      if (stalls < 2 && refreshKnown) {
        stalls++;
        block(200);
      }
    });
    let refreshKnown = false;
    await vi.waitFor(() => {
      refreshKnown = collector.tick(100).refreshRate !== undefined;
      expect(refreshKnown).toBe(true);
    }, patience);
    let longest = 0;
    let dropped = 0;
    await vi.waitFor(() => {
      const section = collector.collect(100);
      longest = Math.max(longest, section.frameTime?.max ?? 0);
      dropped += section.droppedFrames ?? 0;
      expect(longest).toBeGreaterThanOrEqual(199);
    }, patience);
    expect(dropped).toBeGreaterThanOrEqual(3);
  });

  it('sees a stop of more than a second between two frames, with a tick right after it', async () => {
    const collector = start();
    draw();
    await vi.waitFor(() => expect(collector.framesSoFar()).toBeGreaterThan(10), patience);
    await new Promise<void>((resolve) => {
      setTimeout(() => {
        block(1_200);
        collector.tick(1_000);
        resolve();
      });
    });
    let longest = 0;
    await vi.waitFor(() => {
      longest = Math.max(longest, collector.collect(100).frameTime?.max ?? 0);
      expect(longest).toBeGreaterThan(1_100);
    }, patience);
  });

  it('takes frames that the browser withholds for none that the page lost', async () => {
    const native = window.requestAnimationFrame;
    const held: FrameRequestCallback[] = [];
    let holds = false;
    window.requestAnimationFrame = (callback) =>
      holds ? held.push(callback) : native.call(window, callback);
    stops.push(() => void (window.requestAnimationFrame = native));
    const collector = start();
    draw();
    await vi.waitFor(() => expect(collector.framesSoFar()).toBeGreaterThan(10), patience);
    holds = true;
    await vi.waitFor(() => expect(held.length).toBeGreaterThan(0), patience);
    collector.tick(1_000);
    collector.collect(1_000);
    for (let i = 0; i < 4; i++) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(collector.tick(300).fps ?? 0).toBe(0);
    }
    expect(collector.collect(1_200)).not.toHaveProperty('fps');
    holds = false;
    for (const callback of held) native.call(window, callback);
    const before = collector.framesSoFar();
    await vi.waitFor(() => expect(collector.framesSoFar()).toBeGreaterThan(before + 20), patience);
    const { fps, frameTime } = collector.collect(1_000);
    expect(fps).toBeGreaterThan(15);
    expect(frameTime?.max).toBeLessThan(1_000);
  });

  it('says that a frame of the same origin hears of no long frames', () => {
    expect(window.parent).not.toBe(window); // tests run in a frame
    const collector = start();
    expect(collector.unsupported()).toContain('rendering.longFrames.count');
    expect(collector.tick(1_000)).not.toHaveProperty('longFrames');
  });

  it('counts no pause between two loops as a dropped frame', async () => {
    const collector = start();
    const stopDrawing = drawFrames();
    await vi.waitFor(() => expect(collector.framesSoFar()).toBeGreaterThan(30), patience);
    stopDrawing();
    collector.tick(1_000);
    collector.collect(1_000);
    await new Promise((resolve) => setTimeout(resolve, 700));
    requestAnimationFrame(() => undefined);
    await vi.waitFor(() => expect(collector.framesSoFar()).toBeGreaterThan(31), patience);
    const pause = collector.collect(700).frameTime?.max ?? 0;
    expect(pause).toBeLessThan(500);
  });

  it('has no frame rate on a page that draws nothing, but knows the display from a short burst', async () => {
    const collector = start();
    collector.tick(1_000); // considers a burst
    await vi.waitFor(() => {
      const section = collector.collect(1_000);
      expect(section.frames).toBe(0);
      expect(section.fps).toBeUndefined();
      expect(section.frameTime?.count).toBeGreaterThan(0);
    }, patience);
    collector.tick(1_000);
    const { refreshRate } = collector.collect(1_000);
    expect(refreshRate === undefined || refreshRate > 20).toBe(true);
  });

  it('sums up layout shifts', async () => {
    const collector = start();
    const text = document.createElement('p');
    text.textContent = 'text '.repeat(200);
    document.body.append(text);
    stops.push(() => text.remove());
    let shift = 0;
    let top = 0;
    await vi.waitFor(() => {
      text.style.marginTop = `${(top += 60)}px`;
      shift += collector.collect(100).layoutShift ?? 0;
      expect(shift).toBeGreaterThan(0);
    }, patience);
  });

  it('gives every function of the page back', () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'requestAnimationFrame');
    const collector = start();
    expect(Object.getOwnPropertyDescriptor(globalThis, 'requestAnimationFrame')).not.toEqual(before);
    expect(requestAnimationFrame.name).toBe('requestAnimationFrame');
    expect(requestAnimationFrame.length).toBe(1);
    collector.stop();
    expect(Object.getOwnPropertyDescriptor(globalThis, 'requestAnimationFrame')).toEqual(before);
  });

  it('keeps what a host relies on: cancelling, the argument, errors', async () => {
    start();
    const cancelled = vi.fn();
    cancelAnimationFrame(requestAnimationFrame(cancelled));
    const timestamp = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    expect(Math.abs(timestamp - performance.now())).toBeLessThan(5_000);
    expect(cancelled).not.toHaveBeenCalled();
    expect(() => requestAnimationFrame('no' as never)).toThrow(TypeError);
  });
});
