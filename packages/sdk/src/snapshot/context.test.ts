import { describe, expect, it } from 'vitest';
import { createContext } from './context.js';

describe('context', () => {
  it('keeps marks until they are set anew or taken away', () => {
    const context = createContext();
    context.host.mark('scene', 'city');
    context.host.mark('size', 4);
    expect(context.takeForSnapshot()).toEqual({ marks: { scene: 'city', size: 4 } });
    expect(context.takeForTick().mark).toBe('scene=city;size=4');
    context.host.mark('scene', undefined);
    expect(context.takeForTick().mark).toBe('size=4');
  });

  it('says loading to ticks and snapshots alike, each once after it ended', async () => {
    const context = createContext();
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
    const context = createContext();
    const failed = Promise.reject(new Error('404'));
    expect(context.host.loading(failed)).toBe(failed);
    await expect(failed).rejects.toThrow('404');
    expect(context.loading()).toBe(false);
  });

  it('says once that the page came back', () => {
    const context = createContext();
    context.noteResumed();
    expect(context.takeForSnapshot()).toEqual({ resumed: true });
    expect(context.takeForSnapshot()).toEqual({});
  });
});
