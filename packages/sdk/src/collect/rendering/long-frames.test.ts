import { expect, it } from 'vitest';
import { createFakeClock } from '../../testing/fake-clock.js';
import { toLongFrame, type LongFrameEntry } from './long-frames.js';

const clock = createFakeClock();
const script = (duration: number) => ({
  duration,
  invoker: `i${duration}`,
  sourceURL: '',
  sourceFunctionName: 'f',
});

it('keeps the five longest scripts and leaves out what the browser does not name', () => {
  const entry = {
    startTime: 2_000,
    duration: 120,
    blockingDuration: 70,
    renderStart: 2_100,
    scripts: [5, 50, 10, 20, 15, 30].map(script),
  } as unknown as LongFrameEntry;
  const frame = toLongFrame(entry, clock);
  expect(frame).toMatchObject({ duration: 120, blockingDuration: 70, renderDuration: 20 });
  expect(frame.timestamp).toBe(clock.toEpoch(2_000));
  expect(frame.scripts.map(({ duration }) => duration)).toEqual([50, 30, 20, 15, 10]);
  expect(frame.scripts[0]).toEqual({ duration: 50, invoker: 'i50', function: 'f' });
});

it('has no render time where the frame rendered nothing', () => {
  const entry = { startTime: 1, duration: 60, renderStart: 0, scripts: [] } as unknown as LongFrameEntry;
  expect(toLongFrame(entry, clock)).toEqual({ timestamp: clock.toEpoch(1), duration: 60, scripts: [] });
});
