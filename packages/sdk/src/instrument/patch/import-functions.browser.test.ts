import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Instrumentation } from '../instrumentation.js';
import { startInstrumentation } from '../start-instrumentation.js';
import { buildModule, op } from '../testing/build-module.js';
import { LINKED, REENTRANT } from '../testing/modules.js';

type Fn = (...args: unknown[]) => unknown;

let instrumentation: Instrumentation;
beforeEach(() => void (instrumentation = startInstrumentation({ imports: true })));
afterEach(() => instrumentation.stop());

const imported = (name: string) =>
  instrumentation.take().functions.find((stats) => stats.kind === 'import' && stats.name === name);
const load = (bytes: BufferSource, imports: WebAssembly.Imports): Record<string, Fn> =>
  new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports as Record<string, Fn>;

/** `both()` calls `host.a` and `host.b`. */
const TWO = buildModule({
  imports: [
    { module: 'host', name: 'a' },
    { module: 'host', name: 'b' },
  ],
  functions: [{ name: 'both', code: [op.call, 0, op.call, 1, op.call, 1] }],
});

describe('calls out of WebAssembly', () => {
  it('are sampled, and their counts exact', () => {
    const { again } = load(REENTRANT, { host: { back: () => 0 } });
    for (let i = 0; i < 50_000; i++) again?.(1);
    const stats = imported('back');
    expect(stats?.calls).toBe(50_000);
    expect(stats?.samplingRate).toBeLessThan(0.5);
  });

  it('pass what the host throws as it is, and count it', () => {
    const thrown = { not: 'an error' };
    const { again } = load(REENTRANT, {
      host: {
        back: () => {
          throw thrown as unknown as Error;
        },
      },
    });
    let caught: unknown;
    try {
      again?.(1);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBe(thrown);
    expect(imported('back')).toMatchObject({ calls: 1, errors: 1 });
  });

  it('tell apart imports that are one function of the host', () => {
    const same = (): void => undefined;
    load(TWO, { host: { a: same, b: same } })['both']?.();
    const { functions } = instrumentation.take();
    const calls = Object.fromEntries(functions.map(({ name, calls }) => [name, calls]));
    expect(calls).toEqual({ both: 1, a: 1, b: 2 });
  });

  it('leave an exported function of another module the engine’s own', () => {
    const bytes = buildModule({
      functions: [
        {
          ...{ name: 'add', params: ['i32', 'i32'], results: ['i32'] },
          code: [op.localGet, 0, op.localGet, 1, op.i32Add],
        },
      ],
    });
    const main = load(bytes, {}) as unknown as WebAssembly.ModuleImports;
    expect(load(LINKED, { main })['sum']?.(20, 22)).toBe(42);
    expect(imported('add')).toBeUndefined();
  });
});

describe('imports that suspend WebAssembly (JSPI)', () => {
  // read when used: the monitor's own stand in their place
  const jspi = WebAssembly as unknown as {
    Suspending?: new (fn: Fn) => WebAssembly.ImportValue;
    promising: (fn: unknown) => (...args: unknown[]) => Promise<unknown>;
  };
  const suspending = (fn: unknown): WebAssembly.ImportValue => {
    if (!jspi.Suspending) throw new Error('no JSPI');
    return new jspi.Suspending(fn as Fn);
  };
  const promising = (fn: unknown) => jspi.promising(fn);

  it.runIf(jspi.Suspending)('are timed to their answer', async () => {
    const back = async (n: unknown): Promise<number> => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return (n as number) * 2;
    };
    const { again } = load(REENTRANT, { host: { back: suspending(back) } });
    expect(await promising(again)(5)).toBe(9);
    expect(await Promise.all([promising(again)(2), promising(again)(3)])).toEqual([3, 5]);
    const stats = imported('back');
    expect(stats?.calls).toBe(3);
    expect(stats?.totalTime).toBeGreaterThan(60);
    expect(stats).not.toHaveProperty('memoryDelta');
  });

  it.runIf(jspi.Suspending)('fail as they did', async () => {
    const failure = new Error('host');
    const { again } = load(REENTRANT, { host: { back: suspending(() => Promise.reject(failure)) } });
    await expect(promising(again)(5)).rejects.toBe(failure);
    expect(imported('back')).toMatchObject({ calls: 1, errors: 1 });
  });
});
