/** A wrong option: the one error that `startMonitor` throws. The message names it, what came and what is allowed. */
export class OptionsError extends TypeError {
  override readonly name = 'OptionsError';
  /** Path of the option: `thresholds['rendering.fps'].below`. */
  readonly option: string;

  constructor(option: string, received: unknown, allowed: string) {
    super(`wasm-vitals: option '${option}' is ${show(received)}; allowed: ${allowed}`);
    this.option = option;
  }
}

const MOST_SHOWN = 60;

function show(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'number') {
    return String(value); // JSON makes null of NaN and Infinity
  }
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    text = 'an object that refers to itself';
  }
  text ??= 'undefined';
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
