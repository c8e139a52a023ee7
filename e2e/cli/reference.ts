import type { Browser, Page } from 'playwright-core';

/** What a page does without the monitor, and where its time goes by V8's own CPU profiler. */
export interface Reference {
  /** The page's checksum of its work. */
  readonly result: string;
  /** Names by which the hottest WebAssembly function that JavaScript calls may go: exports, or `wasm-function[N]`. */
  readonly hottest: readonly string[];
  /** Its share of all time in WebAssembly. */
  readonly share: number;
}

/** The part of the DevTools protocol's `Profiler.Profile` that is read here. Times in microseconds. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[] | undefined;
  }[];
  readonly samples?: readonly number[] | undefined;
  readonly timeDeltas?: readonly number[] | undefined;
}

/** Half a millisecond between samples: short exports of 60 calls a second are seen often enough. */
const SAMPLING_MICROSECONDS = 500;

/**
 * Keeps every instance that the page makes, and changes nothing that the page sees of it. Runs before the page.
 * The functions of an instance carry their index as name: that is how the profiler calls them.
 */
function recordInstances(): void {
  const seen: WebAssembly.Instance[] = [];
  Object.assign(globalThis, { seenInstances: seen });
  const { instantiate, instantiateStreaming, Instance } = WebAssembly;
  const keep = (made: WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource): void => {
    seen.push('instance' in made ? made.instance : made);
  };
  const watch =
    <Arguments extends unknown[], Made>(original: (...args: Arguments) => Promise<Made>) =>
    (...args: Arguments): Promise<Made> =>
      original(...args).then((made) => {
        keep(made as WebAssembly.Instance);
        return made;
      });
  WebAssembly.instantiate = watch(instantiate as never) as typeof WebAssembly.instantiate;
  WebAssembly.instantiateStreaming = watch(instantiateStreaming);
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, args) {
      const made = Reflect.construct(target, args) as WebAssembly.Instance;
      seen.push(made);
      return made;
    },
  });
}

/** Export names by function index, of all instances. */
async function exportsByIndex(page: Page): Promise<ReadonlyMap<string, readonly string[]>> {
  const pairs = await page.evaluate(() => {
    const { seenInstances } = globalThis as unknown as { seenInstances: WebAssembly.Instance[] };
    return seenInstances.flatMap((instance) =>
      Object.entries(instance.exports).flatMap(([name, value]) =>
        typeof value === 'function' ? [[`wasm-function[${value.name}]`, name] as const] : [],
      ),
    );
  });
  const names = new Map<string, string[]>();
  for (const [index, name] of pairs) names.set(index, [...(names.get(index) ?? []), name]);
  return names;
}

const isWasm = ({ url }: { readonly url: string }): boolean =>
  url.startsWith('wasm:') || /\.wasm($|\?)/.test(url);

/** Time by the outermost WebAssembly function on the stack, greatest first: what JavaScript called, and all below it. */
function timeByEntry({
  nodes,
  samples = [],
  timeDeltas = [],
}: CpuProfile): readonly (readonly [string, number])[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const times = new Map<string, number>();
  samples.forEach((sample, i) => {
    let entry: string | undefined;
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const frame = byId.get(id)?.callFrame;
      if (frame && isWasm(frame)) entry = frame.functionName;
    }
    if (entry !== undefined) times.set(entry, (times.get(entry) ?? 0) + (timeDeltas[i] ?? 0));
  });
  return [...times].sort((a, b) => b[1] - a[1]);
}

/** Runs a page without the monitor until its result is there, under V8's CPU profiler. */
export async function runReference(browser: Browser, url: string): Promise<Reference> {
  const page = await browser.newPage();
  try {
    const devtools = await page.context().newCDPSession(page);
    await page.addInitScript(recordInstances);
    await devtools.send('Profiler.enable');
    await devtools.send('Profiler.setSamplingInterval', { interval: SAMPLING_MICROSECONDS });
    await devtools.send('Profiler.start');
    await page.goto(url);
    await page.waitForSelector('[data-result]', { timeout: 60_000 });
    const { profile } = await devtools.send('Profiler.stop');
    const times = timeByEntry(profile);
    const [name, time] = times[0] ?? ['', 0];
    const names = await exportsByIndex(page);
    const result = await page.evaluate(
      () => document.querySelector<HTMLElement>('[data-result]')?.dataset['result'],
    );
    return {
      result: result ?? '',
      hottest: [name, ...(names.get(name) ?? [])],
      share: time / times.reduce((sum, [, one]) => sum + one, 0),
    };
  } finally {
    await page.close();
  }
}
