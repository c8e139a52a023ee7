/** Frames of a stack that are kept. */
const MAX_FRAMES = 30;

/** Messages of V8, SpiderMonkey and JavaScriptCore, brought to one name each. First match wins. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^Aborted|^abort\(/, 'abort'],
  [/unreachable/i, 'unreachable'],
  [/(memory access )?out of bounds|index out of bounds/i, 'memory access out of bounds'],
  [/divide by zero|division by zero/i, 'divide by zero'],
  [/remainder by zero/i, 'divide by zero'],
  [/divide result unrepresentable|integer overflow/i, 'integer overflow'],
  [/float unrepresentable|invalid conversion to integer/i, 'invalid conversion to integer'],
  [/null function|signature mismatch|indirect call/i, 'indirect call mismatch'],
  [/table (index|access)|table index/i, 'table access out of bounds'],
  [/null (reference|pointer)|dereferencing a null/i, 'null reference'],
  [/illegal cast/i, 'illegal cast'],
  [/atomic/i, 'unaligned atomic'],
];

/**
 * What kind of trap an error is: a `RuntimeError`, or a stack overflow (a `RangeError` in V8, an `InternalError` in
 * SpiderMonkey) in whose stack WebAssembly appears. Undefined for every other error.
 */
export function trapKind(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof WebAssembly.RuntimeError || error.name === 'RuntimeError') {
    const { message } = error;
    return KINDS.find(([pattern]) => pattern.test(message))?.[1] ?? message;
  }
  const overflow = /call stack size exceeded|too much recursion/i.test(error.message);
  return overflow ? 'stack overflow' : undefined;
}

/**
 * The WebAssembly frames of a stack, innermost first, as `name (wasm-function[N]:0xOFFSET file)`. Engines know the names
 * of modules that have a name section; for others, `nameOf` may know one.
 */
export function wasmFrames(stack: string, nameOf?: (index: number) => string | undefined): string[] {
  const frames: string[] = [];
  for (const line of stack.split('\n')) {
    const frame = wasmFrame(line, nameOf);
    if (frame) frames.push(frame);
    if (frames.length >= MAX_FRAMES) break;
  }
  return frames;
}

/** V8: `at name (url:wasm-function[3]:0x2b)`; SpiderMonkey and JavaScriptCore: `name@url:wasm-function[3]:0x2b`. */
function wasmFrame(line: string, nameOf?: (index: number) => string | undefined): string | undefined {
  const place = /wasm-function\[(\d+)\](?::(0x[0-9a-f]+))?/i.exec(line);
  if (!place) return undefined;
  const before = line.slice(0, place.index).trim();
  const named = /^(?:at )?([^(@]*?)\s*[(@]/.exec(before);
  const name = named?.[1] || nameOf?.(Number(place[1]));
  const url = /([^/@(\s]+):$/.exec(before)?.[1];
  const where = `wasm-function[${place[1]}]${place[2] ? `:${place[2]}` : ''}${url ? ` ${url}` : ''}`;
  return name ? `${name} (${where})` : where;
}
