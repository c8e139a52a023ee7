/** Assembles small WebAssembly modules from data, so that tests say what they need and need no toolchain. */

export type ValueType = 'i32' | 'i64' | 'f64' | 'v128' | 'funcref' | 'externref';

const TYPES: Readonly<Record<ValueType, number>> = {
  i32: 0x7f,
  i64: 0x7e,
  f64: 0x7c,
  v128: 0x7b,
  funcref: 0x70,
  externref: 0x6f,
};

interface Signature {
  readonly params?: readonly ValueType[];
  readonly results?: readonly ValueType[];
}

export interface FunctionSpec extends Signature {
  /** Exported under this name, where there is one. */
  readonly name?: string;
  readonly locals?: readonly ValueType[];
  /** Instructions without the closing `end`. See `op`. */
  readonly code: readonly number[];
}

interface Limits {
  readonly initial: number;
  readonly maximum?: number;
  readonly shared?: boolean;
}

type Named<T> = T & { readonly name?: string };

export interface ModuleSpec {
  /** Function indexes count these first. */
  readonly imports?: readonly (Signature & { readonly module: string; readonly name: string })[];
  readonly importedMemory?: Limits & { readonly module: string; readonly name: string };
  readonly functions?: readonly FunctionSpec[];
  readonly table?: Named<Limits>;
  readonly memory?: Named<Limits>;
  /** Functions placed in the table from slot 0 on. */
  readonly elements?: readonly number[];
  readonly custom?: Readonly<Record<string, readonly number[]>>;
}

/** Instructions (core specification, §5.4). Immediates are unsigned and below 128 unless `leb` is used. */
export const op = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  brIf: 0x0d,
  call: 0x10,
  callIndirect: 0x11,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Const: 0x41,
  i64Const: 0x42,
  i32Eqz: 0x45,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Mul: 0x6c,
  i64Add: 0x7c,
  memoryGrow: 0x40,
  refFunc: 0xd2,
} as const;

export const I32 = 0x7f;
export const EMPTY_BLOCK = 0x40;

/** Unsigned LEB128; for values below 64 also their signed form. */
export function leb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128 for `i32.const`. */
export function sleb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const next = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (next & 0x40) === 0) || (rest === -1 && (next & 0x40) !== 0);
    bytes.push(done ? next : next | 0x80);
    if (done) return bytes;
  }
}

function text(value: string): number[] {
  const bytes = [...new TextEncoder().encode(value)];
  return [...leb(bytes.length), ...bytes];
}

function vector(items: readonly (readonly number[])[]): number[] {
  return [...leb(items.length), ...items.flat()];
}

function section(id: number, body: readonly number[]): number[] {
  return [id, ...leb(body.length), ...body];
}

function signature({ params = [], results = [] }: Signature): number[] {
  const list = (types: readonly ValueType[]): number[] => vector(types.map((type) => [TYPES[type]]));
  return [0x60, ...list(params), ...list(results)];
}

function limits({ initial, maximum, shared = false }: Limits): number[] {
  const flags = (maximum === undefined ? 0 : 1) | (shared ? 2 : 0);
  return [flags, ...leb(initial), ...(maximum === undefined ? [] : leb(maximum))];
}

/** Every function has a type of its own: import `i` has type `i`, function `j` type `imports + j`. */
export function buildModule(spec: ModuleSpec): Uint8Array<ArrayBuffer> {
  const { imports = [], functions = [], importedMemory, table, memory, elements, custom = {} } = spec;
  const imported = imports.map(({ module, name }, i) => [...text(module), ...text(name), 0, ...leb(i)]);
  if (importedMemory) {
    const { module, name } = importedMemory;
    imported.push([...text(module), ...text(name), 2, ...limits(importedMemory)]);
  }
  const exports = [
    ...functions.flatMap(({ name }, i) =>
      name === undefined ? [] : [[...text(name), 0, ...leb(imports.length + i)]],
    ),
    ...(table?.name === undefined ? [] : [[...text(table.name), 1, 0]]),
    ...(memory?.name === undefined ? [] : [[...text(memory.name), 2, 0]]),
  ];
  const bodies = functions.map(({ code, locals = [] }) => {
    const body = [...vector(locals.map((type) => [1, TYPES[type]])), ...code, op.end];
    return [...leb(body.length), ...body];
  });
  const slots = (elements ?? []).map((index) => leb(index));
  const optional = (present: unknown, id: number, body: () => number[]): number[] =>
    present ? section(id, body()) : [];
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([...imports, ...functions].map(signature))),
    ...optional(imported.length, 2, () => vector(imported)),
    ...section(3, vector(functions.map((_, j) => leb(imports.length + j)))),
    ...optional(table, 4, () => vector([[0x70, ...limits(table ?? { initial: 0 })]])),
    ...optional(memory, 5, () => vector([limits(memory ?? { initial: 0 })])),
    ...optional(exports.length, 7, () => vector(exports)),
    ...optional(elements, 9, () => [1, 0, op.i32Const, 0, op.end, ...vector(slots)]),
    ...section(10, vector(bodies)),
    ...Object.entries(custom).flatMap(([name, body]) => section(0, [...text(name), ...body])),
  ]);
}
