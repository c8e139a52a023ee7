import { describe, expect, it } from 'vitest';
import { exampleSnapshot } from '../testing/example-snapshot.js';
import { createMemoryIo } from '../testing/memory-io.js';
import { liveBlock, liveLine } from './live-lines.js';
import { createLiveView } from './live-view.js';

const at = (elapsed: number, snapshot = exampleSnapshot()) =>
  ({ phase: 'measuring', elapsed, duration: 30_000, snapshot }) as const;

describe('liveBlock', () => {
  it('shows how far the run is and the values of the newest interval', () => {
    const text = liveBlock(at(15_000), 100).join('\n');
    expect(text).toContain('15 s of 30 s');
    expect(text).toContain('fps 60');
    expect(text).toContain('calls 100/s');
    expect(text).toContain('linear 16 MiB');
    expect(text).toContain('cache 75 %');
  });

  it.each([20, 40, 60, 200])('stays narrower than a terminal of %d columns', (columns) => {
    for (const line of liveBlock(at(29_999), columns))
      expect(line.length).toBeLessThan(Math.max(24, columns));
  });

  it('leaves out what was not measured', () => {
    const text = liveLine(
      at(1_000, exampleSnapshot({ wasm: { status: 'not_initialized' }, rendering: { error: 'x' } })),
    );
    expect(text).not.toMatch(/fps|calls|undefined|NaN/);
    expect(text).toContain('JS heap');
  });

  it('gives calls per second for intervals of any length', () => {
    expect(liveLine(at(1_000, exampleSnapshot({ interval: 500 })))).toContain('calls 200/s');
  });
});

describe('createLiveView', () => {
  it('draws over itself on a terminal and takes the block away at the end', () => {
    const io = createMemoryIo({ columns: 80 });
    const view = createLiveView(io.err, { quiet: false });
    view.show(at(1_000));
    view.show(at(2_000));
    view.close();
    view.close();
    const drawn = io.stderr();
    const up = drawn.split('\u001b[1A').length - 1;
    expect(drawn.split('\n').length - 1).toBe(up); // every line written was gone over again
    expect(drawn.endsWith('\u001b[?25h')).toBe(true);
  });

  it('writes sparse lines where there is no terminal', () => {
    const io = createMemoryIo();
    const view = createLiveView(io.err, { quiet: false });
    view.show({ phase: 'starting', elapsed: 0, duration: 30_000 });
    view.show({ phase: 'loading', elapsed: 0, duration: 30_000 });
    for (let elapsed = 0; elapsed <= 30_000; elapsed += 500) view.show(at(elapsed));
    view.close();
    const lines = io.stderr().trimEnd().split('\n');
    expect(lines.slice(0, 2)).toEqual(['starting the browser', 'loading the page']);
    expect(lines).toHaveLength(12);
    expect(io.stderr()).not.toContain('\u001b');
  });

  it('is silent where it was asked to be', () => {
    const io = createMemoryIo({ columns: 80 });
    const view = createLiveView(io.err, { quiet: true });
    view.show(at(1_000));
    view.close();
    expect(io.stderr()).toBe('');
  });
});
