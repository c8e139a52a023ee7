import { expect, it } from 'vitest';
import { createFakeClock } from '../../testing/fake-clock.js';
import { createLateFrames } from './late-frames.js';
import type { LongFrameEntry } from './long-frames.js';

const entry = (startTime: number, change: Partial<LongFrameEntry> = {}): LongFrameEntry => ({
  ...{ name: 'long-animation-frame', entryType: 'long-animation-frame', toJSON: () => ({}) },
  ...{ startTime, duration: 100 },
  ...change,
});

it('asks each witness about the time of the frame', () => {
  const clock = createFakeClock();
  const late = createLateFrames(clock, {
    callsBetween: (start, end) => [{ name: 'step', time: start === 500 && end === 600 ? 90 : 0 }],
  });
  late.add(entry(500));
  late.add(entry(700));
  expect(late.take().map(({ verdict }) => verdict?.cause)).toEqual(['export', 'unknown']);
  expect(late.take()).toEqual([]);
});

it('takes the growth events that happened within the frame, though they are found later', () => {
  const clock = createFakeClock();
  const grow = (at: number) => ({
    ...{ timestamp: clock.toEpoch(at), module: 'm', memory: 'memory', pagesBefore: 1, pagesAfter: 2 },
    during: 'load',
  });
  const growth = [grow(450), grow(550)];
  const late = createLateFrames(clock, { growth: () => growth });
  late.add(entry(500));
  late.add(entry(700));
  expect(late.take().map(({ verdict }) => verdict?.cause)).toEqual(['memory-growth', 'unknown']);
});

it('reads style and layout from the frame itself, forced ones too', () => {
  const late = createLateFrames(createFakeClock());
  late.add(entry(500, { styleAndLayoutStart: 530 }));
  late.add(entry(700, { scripts: [{ duration: 95, forcedStyleAndLayoutDuration: 80 }] }));
  expect(late.take().map(({ verdict }) => verdict)).toMatchObject([
    { cause: 'layout', share: 0.7 },
    { cause: 'layout', share: 0.8 },
  ]);
});

it('keeps no more than a hundred frames', () => {
  const late = createLateFrames(createFakeClock());
  for (let i = 0; i < 150; i++) late.add(entry(i * 100));
  expect(late.take()).toHaveLength(100);
});

it('asks for the GPU’s time at the end of the interval: its answers come late', () => {
  const clock = createFakeClock();
  let known = 0;
  const late = createLateFrames(clock, { gpuBetween: (start) => (start === 500 ? known : undefined) });
  late.add(entry(500));
  late.add(entry(700));
  known = 90;
  expect(late.take().map(({ verdict }) => verdict)).toMatchObject([
    { cause: 'gpu', share: 0.9 },
    { cause: 'unknown' },
  ]);
});
