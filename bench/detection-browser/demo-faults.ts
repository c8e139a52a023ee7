import type { CorticalColumnHandle } from '../../apps/cortical-column/src/handle.js';
import type { PageFault } from './page-fault.js';

/** Blocks that cut free memory into pieces, and one in so many that stays. */
const PIECE = 64 * 1024;
const KEPT_IN = 8;
const LEAK_STEP_MS = 250;
const LEAST_LEAK = 16;
const GROW_STEP_MS = 2_000;
const PAGE = 65_536;

/** Faults of the demo that are no switch of its own, made of its module's own exports. */
export function createDemoFaults(
  demo: () => CorticalColumnHandle | undefined,
): Readonly<Record<string, PageFault>> {
  const wasm = () => {
    const handle = demo();
    if (!handle) throw new Error('The demo is not there');
    return handle.column.wasm;
  };

  function keepBlock(): PageFault {
    let pointer = 0;
    return {
      start: (share) => void (pointer = wasm().buffer_allocate(share * wasm().get_heap_size())),
      stop: () => wasm().buffer_free(pointer),
    };
  }

  /** Leaks `rate` of the live bytes a minute. */
  function leak(): PageFault {
    let timer = 0;
    return {
      start(rate) {
        const step = (rate * wasm().get_heap_size() * LEAK_STEP_MS) / 60_000;
        timer = window.setInterval(() => wasm().leak(Math.max(LEAST_LEAK, step)), LEAK_STEP_MS);
      },
      stop() {
        clearInterval(timer);
        wasm().leak_release();
      },
    };
  }

  /** Cuts `share` of the free memory into pieces between blocks that stay. */
  function fragment(): PageFault {
    let kept: number[] = [];
    return {
      start(share) {
        const free = wasm().memory.buffer.byteLength - wasm().get_heap_size();
        const all = Array.from({ length: Math.floor((share * free) / PIECE) }, () =>
          wasm().buffer_allocate(PIECE - 32),
        );
        kept = all.filter((_, i) => i % KEPT_IN === 0);
        all.filter((_, i) => i % KEPT_IN !== 0).forEach((pointer) => wasm().buffer_free(pointer));
      },
      stop() {
        for (const pointer of kept) wasm().buffer_free(pointer);
        kept = [];
      },
    };
  }

  /** Memory is reserved step by step, so that the declared maximum is reached after `seconds`. */
  function growToLimit(): PageFault {
    let timer = 0;
    return {
      start(seconds) {
        const room = demo()?.monitor?.ticks().at(-1)?.headroom ?? 0;
        const pages = Math.floor((room / PAGE / seconds) * (GROW_STEP_MS / 1000));
        timer = window.setInterval(() => {
          try {
            wasm().memory.grow(pages);
          } catch {
            clearInterval(timer); // the maximum is reached
          }
        }, GROW_STEP_MS);
      },
      stop: () => clearInterval(timer),
    };
  }

  /** The demo's own switches: strengths 1 to 3. */
  function switchOf(name: string): PageFault {
    return {
      start: (strength) => demo()?.faults.start(name, strength as 1 | 2 | 3),
      stop: () => demo()?.faults.stop(name),
    };
  }

  return {
    'keep-block-share': keepBlock(),
    'leak-a-minute': leak(),
    'fragment-share': fragment(),
    'grow-to-limit-seconds': growToLimit(),
    'burn-passes': {
      start: (passes) => demo()?.column.setBurn(Math.round(passes)),
      stop: () => demo()?.column.setBurn(0),
    },
    ...Object.fromEntries(
      ['leak', 'heap', 'slow', 'stall', 'frames', 'cache', 'network', 'churn'].map((name) => [
        `switch-${name}`,
        switchOf(name),
      ]),
    ),
  };
}
