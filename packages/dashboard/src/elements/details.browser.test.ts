import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { FunctionStats, Snapshot } from '@wasm-vitals/protocol';
import { deepText, settled } from '../testing/deep.js';
import { createFakeFeed, type FakeFeed } from '../testing/fake-feed.js';
import { eventually } from '../testing/eventually.js';
import type { State } from '../testing/fake-world.js';
import { mount, type Mounted } from '../testing/mount.js';

let mounted: Mounted | undefined;

afterEach(() => {
  mounted?.remove();
  mounted = undefined;
});

async function show(state: State, tab?: string): Promise<Mounted & { feed: FakeFeed }> {
  const feed = createFakeFeed(state, { length: 900 });
  mounted = await mount(feed);
  const view = { ...mounted, feed };
  if (tab) {
    view
      .all('[role="tab"]')
      .find((one) => one.textContent?.includes(tab))
      ?.click();
    await settled(view.dashboard);
  }
  return view;
}

function withFunctions(snapshot: Snapshot, functions: readonly FunctionStats[]): Snapshot {
  if (!('functions' in snapshot.wasm)) throw new Error('the fake has no WASM');
  return { ...snapshot, wasm: { ...snapshot.wasm, functions } };
}

function withoutWorkers(snapshot: Snapshot): Snapshot {
  if (!('functions' in snapshot.wasm)) throw new Error('the fake has no WASM');
  const { workers, ...wasm } = snapshot.wasm;
  if (!workers) throw new Error('the fake has no workers');
  return { ...snapshot, wasm };
}

const many = (count: number): FunctionStats[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `function_${i}`,
    kind: 'export',
    calls: 10 + i,
    totalTime: 1 + i / 10,
    errors: i % 7 === 0 ? 1 : 0,
    samplingRate: 1,
  }));

const names = (view: Mounted): string[] => view.all('.row .mono').map((one) => one.textContent ?? '');

describe('functions table', () => {
  it('shows every export with its figures, the busiest first', async () => {
    const view = await show('degraded');
    expect(names(view)[0]).toBe('step_neurons');
    expect(names(view)).toHaveLength(10);
    expect(view.text('.row')).toMatch(
      /step_neuronscortical-column.wasm [\d.]+ [\d.]+ % [\d.]+ ms [\d.]+ ms [\d.]+ ms 0/,
    );
    expect(view.all('.row .spark polyline')).toHaveLength(10);
  });

  it('names the worker that called a function, and is filtered by it', async () => {
    const view = await show('degraded');
    await userEvent.fill(view.find('input[type="search"]'), 'codec.worker');
    await settled(view.dashboard);
    expect(names(view).toSorted()).toEqual(['crc32', 'decode_header', 'encode_block']);
    expect(view.all('.row .chip').map((chip) => chip.textContent)).toEqual(Array(3).fill('codec.worker.js'));
    expect(view.find('.row th').title).toContain('in worker codec.worker.js');
  });

  it('sorts by a column and says so', async () => {
    const view = await show('degraded');
    const head = view.find('th.calls');
    head.querySelector('button')?.click();
    await settled(view.dashboard);
    expect(head.ariaSort).toBe('descending');
    expect(names(view)[0]).toBe('get_spike_count');
    head.querySelector('button')?.click();
    await settled(view.dashboard);
    expect(head.ariaSort).toBe('ascending');
  });

  it('filters', async () => {
    const view = await show('degraded');
    await userEvent.fill(view.find('input[type="search"]'), 'codec');
    await settled(view.dashboard);
    expect(names(view).toSorted()).toEqual(['crc32', 'decode_header', 'encode_block']);
    await userEvent.fill(view.find('input[type="search"]'), 'nothing like this');
    await settled(view.dashboard);
    expect(view.text('wv-functions')).toContain('No function has this text in its name');
  });

  it('draws only the rows that can be seen of 2,000, and all of them by scrolling', async () => {
    const view = await show('healthy');
    view.feed.setHistory(view.feed.history().map((snapshot) => withFunctions(snapshot, many(2_000))));
    await eventually(() => expect(view.text('wv-functions')).toContain('2000 functions'));
    expect(view.all('.row').length).toBeLessThan(60);
    expect(view.find('table').getAttribute('aria-rowcount')).toBe('2001');
    const scroll = view.find('.scroll');
    const height = scroll.scrollHeight;
    expect(height).toBeGreaterThan(2_000 * 29);
    const seen = new Set<string>();
    for (let top = 0; top < height; top += 300) {
      scroll.scrollTop = top;
      scroll.dispatchEvent(new Event('scroll'));
      await settled(view.dashboard);
      for (const name of names(view)) seen.add(name);
    }
    expect(seen.size).toBe(2_000);
    expect(scroll.scrollHeight).toBe(height);
  });
});

describe('memory view', () => {
  it('shows reserved against live, what is left, and the forecast', async () => {
    const view = await show('critical', 'Memory');
    expect(view.text('.facts')).toMatch(
      /Reserved [\d.]+ MiB Live [\d.]+ MiB .*Fragmentation [\d.]+ %.*Headroom [\d.]+ MiB/,
    );
    expect(view.text('.facts .urgent')).toMatch(/min$/);
    expect(view.text('wv-memory >> table')).toMatch(/cortical-column.wasm memory .* 256 MiB/);
    expect(view.text('wv-memory >> table')).toContain('none declared');
    expect(view.text('wv-memory >> table')).toMatch(/spike-codec.wasm memory ≤ 1.30 MiB 4.00 MiB/);
    const [all, reserved, live] = view.all('.use rect').map((rect) => Number(rect.getAttribute('width')));
    expect(all).toBe(100);
    expect(live).toBeLessThan(reserved ?? 0);
  });

  it('lists growth with the export that was running', async () => {
    const view = await show('critical', 'Memory');
    expect(view.text('.tall')).toMatch(
      /\d\d:\d\d:\d\d \+4.00 MiB [\d.]+ MiB deliver_spikes 400 µs cortical-column.wasm/,
    );
  });

  it('says so where nothing grew', async () => {
    const view = await show('healthy', 'Memory');
    expect(view.text('wv-memory')).toContain('No memory has grown in this window.');
    expect(view.text('.facts')).toContain('not foreseen');
  });
});

describe('modules', () => {
  it('shows size, and what compiling and instantiating took', async () => {
    const view = await show('healthy', 'Modules');
    expect(view.text('wv-modules >> tbody')).toMatch(
      /cortical-column.wasm streamed bulk-memory simd128 145 KiB 11.8 ms 3.20 ms 1 31 4/,
    );
  });
});

describe('workers', () => {
  it('are listed with what they called, what measuring cost them, and whether they answer', async () => {
    const view = await show('critical', 'Modules');
    const [codec, stuck] = view.all('wv-modules >> [aria-label="Workers"] tbody tr').map(deepText);
    expect(codec).toMatch(/codec.worker.js [\d.]+ (?:k )?[\d.]+ ms\/s 4.00 MiB 0.42 ms\/s heard 140 ms ago/);
    expect(stuck).toMatch(/learning.worker.js – – 24.0 MiB – in rewire_synapses for 9.40 s/);
  });

  it('are listed before any of them has WebAssembly', async () => {
    const view = await show('healthy', 'Modules');
    const workers = [{ name: 'blocked.js' }];
    view.feed.setHistory(
      view.feed.history().map((one) => ({ ...one, wasm: { status: 'not_initialized', workers } })),
    );
    await eventually(() =>
      expect(view.text('wv-modules')).toContain('Waiting for the first WebAssembly module'),
    );
    expect(view.text('wv-modules >> tbody')).toMatch(/blocked.js – – – – not heard yet/);
  });

  it('take no place where there are none', async () => {
    const view = await show('healthy', 'Modules');
    view.feed.setHistory(view.feed.history().map(withoutWorkers));
    await eventually(() => expect(view.text('wv-modules')).not.toContain('Workers'));
    expect(view.text('wv-modules')).toContain('cortical-column.wasm');
  });
});

describe('tabs', () => {
  it('are switched by the arrow keys, and only one view exists', async () => {
    const view = await show('healthy');
    view.find('[role="tab"]').focus();
    await userEvent.keyboard('{ArrowRight}');
    await eventually(() => expect(view.all('wv-latency')).toHaveLength(1));
    expect(view.all('wv-functions')).toHaveLength(0);
    await userEvent.keyboard('{End}');
    await eventually(() => expect(view.all('wv-modules')).toHaveLength(1));
    await userEvent.keyboard('{Home}');
    await eventually(() => expect(view.all('wv-functions')).toHaveLength(1));
  });
});
