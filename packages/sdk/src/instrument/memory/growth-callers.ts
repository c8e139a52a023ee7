/** Who asked for a growth from JavaScript. */
export interface GrowthCallers {
  /** The host's function: of an import that WebAssembly called, the import; else the innermost one that has a name. */
  readonly host?: string;
  /** Index of the exported function that was running, where WebAssembly asked the host for the growth. */
  readonly index?: number;
}

/** Emscripten puts a handful of functions between an allocation and the host; a debug build some dozens. */
const DEPTH = 60;

interface V8Error {
  stackTraceLimit?: number;
  prepareStackTrace?: unknown;
  captureStackTrace?: (target: object, above: unknown) => void;
}

/**
 * Reads the stack above `grow`, our function in `Memory.prototype.grow`'s place. Growth is rare and slow in itself; this
 * costs some ten microseconds. Nothing is known where the engine lacks `captureStackTrace`, or where the host formats
 * stacks by its own function: that would run it.
 */
export function growthCallers(grow: unknown): GrowthCallers {
  const engine = Error as unknown as V8Error;
  if (!engine.captureStackTrace || typeof engine.prepareStackTrace === 'function') return {};
  const limit = engine.stackTraceLimit;
  const holder: { stack?: string } = {};
  Reflect.set(engine, 'stackTraceLimit', DEPTH);
  try {
    engine.captureStackTrace(holder, grow);
  } finally {
    Reflect.set(engine, 'stackTraceLimit', limit);
  }
  return readCallers(holder.stack ?? '');
}

/** `at name (place)`; frames of functions without a name have the place alone. */
const JS_FRAME = /^\s*at (?:async )?(?:new )?(\S+)(?: \[as \S+\])? \(/;
const WASM_FRAME = /wasm-function\[(\d+)\]/;

export function readCallers(stack: string): GrowthCallers {
  const named: string[] = [];
  let index: number | undefined;
  for (const line of stack.split('\n')) {
    const wasm = WASM_FRAME.exec(line)?.[1];
    if (wasm !== undefined) index = Number(wasm);
    else if (index !== undefined)
      break; // back in JavaScript: what came before was called by it
    else named.push(...(JS_FRAME.exec(line)?.slice(1) ?? []));
  }
  const host = index === undefined ? named[0] : named.at(-1);
  return { ...(host === undefined ? {} : { host }), ...(index === undefined ? {} : { index }) };
}
