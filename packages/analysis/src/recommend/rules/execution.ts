import type { ModuleInfo } from '@wasm-vitals/protocol';
import { blamed, mainContributor, type Evidence, type Rule } from '../rule.js';

/** Compile times from which a user waits noticeably (RAIL: beyond 100 ms a response no longer feels immediate). */
export const SLOW_COMPILE_MS = 100;

/** The module with the longest compile time, where that is slow. */
export function slowestCompile(modules: readonly ModuleInfo[]): ModuleInfo | undefined {
  const slow = modules.filter((module) => (module.compileTime ?? 0) >= SLOW_COMPILE_MS);
  return slow.sort((a, b) => (b.compileTime ?? 0) - (a.compileTime ?? 0))[0];
}

function hot(evidence: Evidence): string {
  const name = mainContributor(evidence, 0.3);
  return name ? `${name}()` : 'the hottest export';
}

/**
 * Late frames are WebAssembly's where it fills much of the time, and hardly where it fills little. Both limits are rough:
 * the measurement of the effect has the last word.
 */
function computingFits({ cause, wasmShare }: Evidence): number {
  if (wasmShare === undefined || cause === 'execution-slow' || cause === 'execution-ramp') return 1;
  if (wasmShare > 0.3) return 2;
  return wasmShare < 0.1 ? 0.5 : 1;
}

function compiling(evidence: Evidence): ModuleInfo | undefined {
  return slowestCompile(evidence.wasm?.modules ?? []);
}

/** True where the long frames' verdicts clear WebAssembly: what holds the main thread is a script. */
function isScripts(evidence: Evidence): boolean {
  const share = blamed(evidence, ['export']);
  return share !== undefined && share < 0.3;
}

export const EXECUTION_RULES: readonly Rule[] = [
  {
    id: 'lighter-algorithm',
    category: 'execution',
    needs: 'lower-compute-cost',
    advice: true,
    answers: {
      'execution-slow': 0.8,
      'execution-ramp': 0.7,
      stall: 0.5,
      'frame-rate-drop': 0.4,
      'input-latency': 0.5,
      jank: 0.3,
    },
    fit: computingFits,
    title: (evidence) => `Do less work in ${hot(evidence)}`,
    description: 'A coarser step, fewer elements or a cheaper algorithm, as long as the pressure lasts.',
    why: (evidence) =>
      evidence.cause === 'execution-slow' || evidence.cause === 'execution-ramp'
        ? `Time inside WebAssembly is what went up, most of it in ${hot(evidence)}.`
        : `Much of the time is spent inside WebAssembly, and ${hot(evidence)} is where to begin.`,
    undo: 'Goes back to the full computation.',
  },
  {
    id: 'chunk-work',
    category: 'execution',
    needs: 'chunk-work',
    advice: true,
    answers: { stall: 0.8, 'execution-slow': 0.3, 'input-latency': 0.6 },
    title: (evidence) =>
      isScripts(evidence)
        ? 'Split the script that blocks the main thread into chunks'
        : `Split ${hot(evidence)} into chunks`,
    description: 'Run the long call in slices with a pause for the browser between them.',
    why: () =>
      'One call that holds the main thread keeps frames and input waiting, however short the rest is.',
    undo: 'Runs it in one piece again.',
  },
  {
    id: 'move-to-worker',
    category: 'execution',
    needs: 'offload-work',
    advice: true,
    answers: { 'execution-slow': 0.5, 'execution-ramp': 0.5, stall: 0.6, 'input-latency': 0.5 },
    title: () => 'Move the work to a worker',
    description:
      'Run the module in a worker and send the results back, with shared memory where it is isolated.',
    why: () => 'The work can stay as long as it is when it no longer holds the thread that draws.',
    undo: 'Runs it on the main thread again.',
  },
  {
    id: 'optimise-hot-export',
    category: 'execution',
    advice: true,
    answers: { 'execution-slow': 0.45, 'execution-ramp': 0.45 },
    when: (evidence) => mainContributor(evidence) !== undefined,
    title: (evidence) => `Look at ${hot(evidence)} first`,
    description:
      'One export makes up most of the change: profile it, and compare it with the release before.',
    why: (evidence) => {
      const share = evidence.alert.anomalies[0]?.contributors?.[0]?.share ?? 0;
      return `${hot(evidence)} explains ${(share * 100).toFixed(0)} % of the change.`;
    },
  },
  {
    id: 'stream-compile',
    category: 'execution',
    needs: 'stream-compile',
    advice: true,
    answers: { 'compile-slow': 0.6 },
    when: (evidence) => compiling(evidence)?.streaming === false,
    title: () => 'Compile while it downloads',
    description: 'Use WebAssembly.instantiateStreaming(fetch(url), imports), served as application/wasm.',
    why: () => 'It began only when all bytes were there.',
    undo: 'Compiles from a buffer again.',
  },
  {
    id: 'cache-module',
    category: 'execution',
    needs: 'cache-module',
    advice: true,
    answers: { 'compile-slow': 0.5 },
    when: (evidence) => compiling(evidence)?.streaming === true,
    title: () => 'Let the browser cache the compiled module',
    description:
      'Serve the module under a stable URL with a long Cache-Control, so that its compiled code is kept.',
    why: () => 'It streams already; compiled code that is cached need not be made again.',
    undo: 'Compiles at each start again.',
  },
];
