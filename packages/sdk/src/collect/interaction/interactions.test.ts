import { describe, expect, it } from 'vitest';
import { createInteractions, type EventEntry } from './interactions.js';

const entry = (interactionId: number, duration: number, delay = 1): EventEntry =>
  ({ interactionId, duration, startTime: 100, processingStart: 100 + delay }) as EventEntry;

function setUp() {
  const recorded: number[] = [];
  return { recorded, interactions: createInteractions((latency) => recorded.push(latency)) };
}

describe('interactions', () => {
  it('last as long as their longest event, though its events come in two batches', () => {
    const { recorded, interactions } = setUp();
    interactions.note(entry(7, 24));
    interactions.settle();
    interactions.note(entry(7, 120));
    interactions.note(entry(8, 40));
    expect(recorded).toEqual([]);
    interactions.settle();
    expect(recorded).toEqual([120]);
    interactions.settle();
    expect(recorded).toEqual([120, 40]);
  });

  it('leave events out that are none, such as a pointer’s moves', () => {
    const { recorded, interactions } = setUp();
    interactions.note(entry(0, 500, 400));
    interactions.settle();
    interactions.settle();
    expect(recorded).toEqual([]);
    expect(interactions.takeDelay()).toBeUndefined();
    expect(interactions.takeLongest()).toBeUndefined();
  });

  it('give the longest delay and latency once', () => {
    const { interactions } = setUp();
    interactions.noteFirst(entry(1, 8, 3));
    interactions.note(entry(1, 80, 30));
    interactions.note(entry(1, 16, 2));
    expect([interactions.takeDelay(), interactions.takeLongest()]).toEqual([30, 80]);
    expect([interactions.takeDelay(), interactions.takeLongest()]).toEqual([undefined, undefined]);
  });
});
