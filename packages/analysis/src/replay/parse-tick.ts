import { ParseError } from '@wasm-vitals/protocol';
import type { Tick } from '@wasm-vitals/protocol';

/** Members of a tick that are plain numbers, all optional. */
const NUMBERS = [
  'wasmTime',
  'wasmCalls',
  'wasmReserved',
  'wasmLive',
  'allocationRate',
  'fragmentation',
  'headroom',
  'traps',
  'jsHeapUsed',
  'fps',
  'frameTimeMax',
  'longFrames',
  'refreshRate',
  'requests',
  'cacheHits',
  'failures',
  'latency',
  'inputLatency',
] as const satisfies readonly (keyof Tick)[];

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function required(fields: Readonly<Record<string, unknown>>, name: string): number {
  const value = fields[name];
  if (!isNumber(value)) throw new ParseError(`tick.${name}`, 'a number', value);
  return value;
}

function readFunctions(value: unknown): Tick['functions'] {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).flatMap(([name, pair]: [string, unknown]) => {
    const [calls, time] = Array.isArray(pair) ? (pair as unknown[]) : [];
    return isNumber(calls) && isNumber(time) ? [[name, [calls, time]] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** Reads a tick from outside. A member that is no finite number is left out, as a missing reading is. @throws ParseError without time. */
export function parseTick(fields: Readonly<Record<string, unknown>>): Tick {
  const numbers = NUMBERS.flatMap((name) => (isNumber(fields[name]) ? [[name, fields[name]] as const] : []));
  const functions = readFunctions(fields.functions);
  const { visibility, loading, mark } = fields;
  return {
    timestamp: required(fields, 'timestamp'),
    interval: required(fields, 'interval'),
    visibility: isNumber(visibility) ? visibility : 1,
    ...(loading === true ? { loading } : {}),
    ...(typeof mark === 'string' ? { mark } : {}),
    ...Object.fromEntries(numbers),
    ...(functions ? { functions } : {}),
  };
}
