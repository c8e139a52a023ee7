import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { block, createBrowserDeps, drawFrames } from '../../testing/browser-deps.js';
import { createInteractionCollector } from './interaction.js';

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

let button: HTMLButtonElement;
beforeEach(() => {
  button = document.createElement('button');
  button.textContent = 'press';
  document.body.append(button);
  stops.push(() => button.remove());
});

function start(frames: () => number = () => 0) {
  const { clock, guard } = createBrowserDeps();
  const collector = createInteractionCollector({ window, clock, guard, frames });
  collector.start();
  stops.push(collector.stop);
  collector.collect(1_000); // what was before is not this test's
  return collector;
}

const patience = { timeout: 15_000, interval: 50 };

describe('interaction in a page', () => {
  it('counts events by type', async () => {
    const collector = start();
    await userEvent.click(button);
    await userEvent.keyboard('a');
    const counts: Record<string, number> = {};
    await vi.waitFor(() => {
      Object.entries(collector.collect(100).count).forEach(
        ([type, count]) => (counts[type] = (counts[type] ?? 0) + count),
      );
      expect(counts).toMatchObject({ click: 1, keydown: 1, pointerdown: 1 });
    }, patience);
    expect(counts).not.toHaveProperty('pointerover');
  });

  it('measures how late the page answers, and the longest delay', async () => {
    const collector = start();
    button.addEventListener('pointerdown', () => block(120));
    await userEvent.click(button);
    let longest = 0;
    let inputLatency = 0;
    await vi.waitFor(() => {
      inputLatency = Math.max(inputLatency, collector.tick(100).inputLatency ?? 0);
      const section = collector.collect(100);
      longest = Math.max(longest, section.latency?.max ?? 0);
      expect(longest).toBeGreaterThanOrEqual(120);
    }, patience);
    expect(inputLatency).toBe(longest);
    await vi.waitFor(() => {
      const { interactionToNextPaint, webVitals } = collector.collect(100);
      expect(interactionToNextPaint).toBeGreaterThanOrEqual(120);
      expect(webVitals.INP).toBe(interactionToNextPaint);
    }, patience);
  });

  it('finds a click that nothing answers, and a burst of them', async () => {
    const collector = start();
    button.focus();
    await userEvent.tripleClick(button);
    const found = { dead: 0, rage: 0 };
    await vi.waitFor(() => {
      const { deadClicks, rageClicks } = collector.collect(100);
      found.dead += deadClicks;
      found.rage += rageClicks;
      expect(found).toEqual({ dead: 3, rage: 1 });
    }, patience);
  });

  it('takes a changed element for an answer', async () => {
    const collector = start();
    button.focus();
    button.addEventListener('click', () => (button.textContent = 'pressed'));
    await userEvent.click(button);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(collector.collect(1_200).deadClicks).toBe(0);
  });

  it('takes a frame on a canvas for an answer, and its absence for none', async () => {
    const canvas = document.createElement('canvas');
    document.body.append(canvas);
    stops.push(() => canvas.remove());
    let frames = 0;
    const collector = start(() => frames);
    const stopDrawing = drawFrames(() => void frames++);
    await userEvent.click(canvas);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(collector.collect(1_200).deadClicks).toBe(0);
    stopDrawing();
    await userEvent.click(canvas);
    let dead = 0;
    await vi.waitFor(() => {
      dead += collector.collect(100).deadClicks;
      expect(dead).toBe(1);
    }, patience);
  });

  it('takes a click that a script made for nobody’s', async () => {
    const collector = start();
    button.click();
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(collector.collect(1_100).deadClicks).toBe(0);
  });
});
