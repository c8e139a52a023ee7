import { expect, it } from 'vitest';
import { createEventCounts } from './event-counts.js';

it('counts an interval from running totals, without events that only accompany others', () => {
  const totals = new Map([
    ['click', 10],
    ['keydown', 2],
    ['pointerover', 50],
    ['lostpointercapture', 10],
  ]);
  const counts = createEventCounts(() => totals.entries());
  expect(counts.take()).toEqual({});
  totals.set('click', 13).set('pointerover', 90).set('pointerdown', 3);
  counts.add('wheel');
  expect(counts.take()).toEqual({ click: 3, pointerdown: 3, wheel: 1 });
  expect(counts.take()).toEqual({});
});

it('counts what it is told where the browser counts nothing', () => {
  const counts = createEventCounts(undefined);
  counts.add('wheel');
  counts.add('wheel');
  expect(counts.take()).toEqual({ wheel: 2 });
});
