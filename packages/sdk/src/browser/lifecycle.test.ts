import { describe, expect, it } from 'vitest';
import { createFakeClock, createTestGuard } from '../testing/fake-clock.js';
import { startLifecycle } from './lifecycle.js';

function setUp() {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const scope = Object.assign(new EventTarget(), { document });
  const clock = createFakeClock();
  const changes: string[] = [];
  const lifecycle = startLifecycle(scope, (change) => changes.push(change), {
    guard: createTestGuard(),
    now: clock.now,
  });
  const see = (visibilityState: string): void => {
    document.visibilityState = visibilityState;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const page = (type: string, persisted: boolean): void =>
    void scope.dispatchEvent(Object.assign(new Event(type), { persisted }));
  return { document, clock, changes, lifecycle, see, page };
}

describe('lifecycle', () => {
  it('adds up the time in which the page was seen', () => {
    const { clock, lifecycle, see, changes } = setUp();
    clock.advance(1_000);
    see('hidden');
    expect(lifecycle.visible).toBe(false);
    clock.advance(5_000);
    see('visible');
    clock.advance(200);
    expect(lifecycle.visibleTime()).toBe(1_200);
    expect(changes).toEqual(['hidden', 'visible']);
  });

  it('tells freezing and its end, once each', () => {
    const { document, see, changes } = setUp();
    see('hidden');
    document.dispatchEvent(new Event('freeze'));
    document.dispatchEvent(new Event('resume'));
    document.dispatchEvent(new Event('resume'));
    see('visible');
    expect(changes).toEqual(['hidden', 'frozen', 'resumed', 'visible']);
  });

  it('tells the way into the back/forward cache and back', () => {
    const { clock, lifecycle, page, changes } = setUp();
    page('pagehide', true);
    clock.advance(60_000);
    expect(lifecycle.visibleTime()).toBe(0);
    page('pageshow', true);
    clock.advance(100);
    expect(lifecycle.visibleTime()).toBe(100);
    expect(changes).toEqual(['hidden', 'frozen', 'leaving', 'resumed', 'visible']);
  });

  it('takes the first pageshow for no return', () => {
    const { page, changes } = setUp();
    page('pageshow', false);
    expect(changes).toEqual([]);
  });

  it('hears nothing after stop', () => {
    const { lifecycle, see, changes } = setUp();
    lifecycle.stop();
    see('hidden');
    expect(changes).toEqual([]);
  });

  it('takes a worker for visible', () => {
    const clock = createFakeClock();
    const options = { guard: createTestGuard(), now: clock.now };
    const lifecycle = startLifecycle(new EventTarget(), () => undefined, options);
    clock.advance(500);
    expect([lifecycle.visible, lifecycle.visibleTime()]).toEqual([true, 500]);
  });
});
