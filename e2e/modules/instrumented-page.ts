/** The script of the test page: instrumentation and small modules, driven by `page.evaluate`. */
import { startInstrumentation } from '../../packages/sdk/src/instrument/start-instrumentation.js';
import { BASICS } from '../../packages/sdk/src/instrument/testing/modules.js';

type Add = (a: number, b: number) => number;

const instrumentation = startInstrumentation();
const collected = { instances: 0, memories: 0 };
const registry = new FinalizationRegistry<'instances' | 'memories'>((kind) => {
  collected[kind] += 1;
});

/** Makes instances, calls into each, and lets go of them. */
async function makeInstances(count: number): Promise<void> {
  const module = await WebAssembly.compile(BASICS);
  for (let i = 0; i < count; i++) {
    const instance = new WebAssembly.Instance(module);
    const { add, memory, table } = instance.exports as {
      add: Add;
      memory: WebAssembly.Memory;
      table: WebAssembly.Table;
    };
    for (let call = 0; call < 20; call++) add(call, 1);
    (table.get(1) as (a: number) => number)(3);
    registry.register(instance, 'instances');
    registry.register(memory, 'memories');
  }
}

async function callOnce(): Promise<number> {
  const { instance } = await WebAssembly.instantiate(BASICS);
  return (instance.exports['add'] as Add)(20, 22);
}

/** Asked while the page loads: what a debugger evaluates is exempt from the policy. */
function evalAllowed(): boolean {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- to see that the page's policy forbids it
    return typeof new Function('return true') === 'function';
  } catch {
    return false;
  }
}

Object.assign(window, {
  evalAllowed: evalAllowed(),
  makeInstances,
  callOnce,
  collected,
  instrumentation,
  ready: true,
});
