import type { SharedMemory } from '../instrumentation.js';

interface WaitAsync {
  (view: Int32Array, index: number, value: number, timeout: number): { readonly async: boolean };
}

/** Long enough to notify in the same turn; where nobody does, the engine forgets the waiter then. */
const WAIT_MS = 100;

/**
 * True where two buffers are one memory. No API tells, and nothing may be written into the host's memory: so we wait
 * asynchronously at an address of the one (its last word, which no lock lies at) and wake up whoever waits there in the
 * other. Where the engine can't wait so, buffers of one length are taken for one.
 */
export function isSameMemory(one: SharedArrayBuffer, other: SharedArrayBuffer): boolean {
  const waitAsync = (Atomics as unknown as { waitAsync?: WaitAsync }).waitAsync;
  if (!waitAsync) return one.byteLength === other.byteLength;
  const at = Math.floor(Math.min(one.byteLength, other.byteLength) / 4) - 1;
  if (at < 0) return false;
  const [here, there] = [new Int32Array(one), new Int32Array(other)];
  const waits = waitAsync(here, at, Atomics.load(here, at), WAIT_MS).async;
  if (!waits) return false; // the word changed meanwhile: asked again with the next reading
  const woken = Atomics.notify(there, at, 1) > 0;
  if (!woken) Atomics.notify(here, at, 1);
  return woken;
}

/**
 * Gives each shared memory one id, wherever it was seen. It is told all memories that are alive, and keeps none of them:
 * a worker's handles live as long as the worker names them.
 */
export function createSharedMemories(): (memories: readonly SharedMemory[]) => ReadonlyMap<string, string> {
  let known = new Map<string, string>();
  return (memories) => {
    const found = new Map<string, string>();
    const groups = new Map<string, SharedArrayBuffer>();
    const strangers = memories.filter(({ id, buffer }) => {
      const group = known.get(id);
      if (group === undefined) return true;
      found.set(id, group);
      groups.set(group, buffer);
      return false;
    });
    for (const { id, buffer } of strangers) {
      const [group = id] = [...groups].find(([, member]) => isSameMemory(member, buffer)) ?? [];
      found.set(id, group);
      groups.set(group, buffer);
    }
    known = found;
    return found;
  };
}
