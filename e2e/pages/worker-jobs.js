/* global self, Worker, close, postMessage, addEventListener */
// What the test workers do. Everything that a worker is told goes to `jobs`; what it does not know is kept in `strange`.
const strange = [];
let exports = {};

function isNative(value) {
  return typeof value !== 'function' || Function.prototype.toString.call(value).includes('[native code]');
}

const jobs = {
  /** Loads a module whose imports are a memory and a function that waits. */
  async load({ bytes, memory, flag }) {
    const wait = () => Atomics.wait(flag, 0, 0) === 'ok';
    const imports = { env: { memory }, host: { back: () => (wait(), 0) } };
    ({ exports } = (await WebAssembly.instantiate(bytes, imports)).instance);
  },
  call({ name, args = [], times = 1 }) {
    let result;
    for (let i = 0; i < times; i++) result = exports[name](...args);
    return result;
  },
  /** Calls without a pause until the page says stop: it hears no message meanwhile. */
  spin({ flag }) {
    let calls = 0;
    while (Atomics.load(flag, 0) === 0) {
      exports.add(calls, 1);
      calls++;
    }
    return calls;
  },
  /** Names of what is patched in this worker. */
  patched() {
    const targets = {
      WebAssembly,
      Instance: WebAssembly.Instance.prototype,
      Memory: WebAssembly.Memory.prototype,
    };
    const closing = isNative(self.close) ? [] : ['close'];
    const inside = Object.entries(targets).flatMap(([name, target]) =>
      Object.entries(Object.getOwnPropertyDescriptors(target))
        .filter(([, { value, get, set }]) => ![value, get, set].every(isNative))
        .map(([key]) => `${name}.${key}`),
    );
    return [...closing, ...inside];
  },
  /** A job of a worker inside this one. */
  nested(message) {
    const inner = new Worker('worker-classic.js');
    return new Promise((resolve, reject) => {
      inner.onmessage = ({ data }) => resolve(data.result);
      inner.onerror = ({ message: text }) => reject(new Error(text));
      inner.postMessage({ id: 0, ...message });
    });
  },
  strange: () => strange,
  end: () => close(),
};

async function answer({ data }) {
  const job = jobs[data?.job];
  if (!job) {
    strange.push(typeof data);
    return;
  }
  const answered = { id: data.id };
  try {
    answered.result = await job(data.input ?? {});
  } catch (error) {
    answered.error = `${error.name}: ${error.message}`;
  }
  postMessage(answered);
}

self.onmessage = answer;
for (const capture of [true, false]) {
  addEventListener('message', ({ data }) => void (jobs[data?.job] || strange.push(typeof data)), { capture });
}
