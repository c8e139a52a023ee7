/* global Worker, location, monitor */
// A host that talks to its workers by its own messages, and notes each one that is not an answer to it.
const workers = {};
const strange = [];
const open = new Map();
let next = 1;

globalThis.host = {
  strange,
  start(name, script, options) {
    this.adopt(name, new Worker(script + location.search, options));
  },
  adopt(name, worker) {
    workers[name] = worker;
    const seen = ({ data }) => void (open.has(data?.id) || strange.push(data));
    worker.addEventListener('message', seen, { capture: true });
    worker.onmessage = ({ data }) => {
      const { resolve, reject } = open.get(data.id) ?? {};
      if (data.error) reject?.(new Error(data.error));
      else resolve?.(data.result);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.failed = event.message;
    };
  },
  ask(name, job, input) {
    const id = next++;
    const answered = new Promise((resolve, reject) => open.set(id, { resolve, reject }));
    workers[name].postMessage({ id, job, input });
    return answered;
  },
  worker: (name) => workers[name],
  /** Sums over all snapshots so far: calls by function, as `step` and `step [worker]`; traps by worker. */
  seen() {
    const calls = {};
    const traps = {};
    let all = 0;
    for (const { wasm } of monitor.history()) {
      if (wasm.status !== 'active') continue;
      all += wasm.executionStats.calls;
      for (const { name, worker, calls: count } of wasm.functions) {
        const label = worker ? `${name} [${worker}]` : name;
        calls[label] = (calls[label] ?? 0) + count;
      }
      for (const { worker = 'page', count } of wasm.traps) traps[worker] = (traps[worker] ?? 0) + count;
    }
    return { calls, traps, all };
  },
};
