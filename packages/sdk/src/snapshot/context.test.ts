import { describe, expect, it } from 'vitest';
import { LONGEST_LOADING_MS, createContext } from './context.js';

describe('context', () => {
  it('keeps marks until they are set anew or taken away', () => {
    const context = createContext(() => 0);
    context.host.mark('scene', 'city');
    context.host.mark('size', 4);
    expect(context.takeForSnapshot()).toEqual({ marks: { scene: 'city', size: 4 } });
    expect(context.takeForTick().mark).toBe('scene=city;size=4');
    context.host.mark('scene', undefined);
    expect(context.takeForTick().mark).toBe('size=4');
  });

  it('says loading to ticks and snapshots alike, each once after it ended', async () => {
    const context = createContext(() => 0);
    let finish = (): void => undefined;
    const loaded = context.host.loading(new Promise<void>((resolve) => (finish = resolve)));
    expect(context.loading()).toBe(true);
    expect(context.takeForTick()).toEqual({ loading: true });
    finish();
    await loaded;
    expect(context.loading()).toBe(false);
    expect(context.takeForTick()).toEqual({ loading: true });
    expect(context.takeForTick()).toEqual({});
    expect(context.takeForSnapshot()).toEqual({ loading: true });
    expect(context.takeForSnapshot()).toEqual({});
  });

  it('hands the promise back, and swallows no rejection of the host’s', async () => {
    const context = createContext(() => 0);
    const failed = Promise.reject(new Error('404'));
    expect(context.host.loading(failed)).toBe(failed);
    await expect(failed).rejects.toThrow('404');
    expect(context.loading()).toBe(false);
  });

  it('says once that the page came back', () => {
    const context = createContext(() => 0);
    context.noteResumed();
    expect(context.takeForSnapshot()).toEqual({ resumed: true });
    expect(context.takeForSnapshot()).toEqual({});
  });

  it('takes no promise for loading that never settles', () => {
    let now = 0;
    const context = createContext(() => now);
    const never = context.host.loading(new Promise(() => undefined));
    expect(never).toBeInstanceOf(Promise);
    now = LONGEST_LOADING_MS - 1;
    expect(context.loading()).toBe(true);
    now = LONGEST_LOADING_MS;
    expect(context.loading()).toBe(false);
    context.takeForTick();
    expect(context.takeForTick()).toEqual({});
  });

  it('keeps few marks and short ones: those set last', () => {
    const context = createContext(() => 0);
    for (let i = 0; i < 100; i++) {
      context.host.mark('first', i);
      context.host.mark(`key ${i}`, 'x'.repeat(1e6));
    }
    const { marks = {} } = context.takeForSnapshot();
    expect(Object.keys(marks)).toHaveLength(16);
    expect(marks).toMatchObject({ first: 99, 'key 99': 'x'.repeat(100) });
    context.host.mark('k'.repeat(1e6), 1);
    expect(context.takeForTick().mark?.length).toBeLessThan(16 * 202);
  });
});
