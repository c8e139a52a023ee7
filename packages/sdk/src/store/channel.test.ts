import { expect, it, vi } from 'vitest';
import { createTestGuard } from '../testing/fake-clock.js';
import { createChannel } from './channel.js';

it('tells every listener, though one throws and one leaves while it is told', () => {
  const guard = createTestGuard();
  const channel = createChannel<number>(guard);
  const last = vi.fn();
  channel.subscribe(() => {
    throw new Error('the host’s');
  });
  const leave = channel.subscribe(() => leave());
  channel.subscribe(last);
  channel.emit(1);
  channel.emit(2);
  expect(last.mock.calls).toEqual([[1], [2]]);
  expect(guard.errors).toHaveLength(2);
});

it('tells one function twice where it subscribed twice, and each leaves alone', () => {
  const channel = createChannel<number>(createTestGuard());
  const listener = vi.fn();
  const leave = channel.subscribe(listener);
  channel.subscribe(listener);
  leave();
  channel.emit(7);
  expect(listener).toHaveBeenCalledExactlyOnceWith(7);
});
