/**
 * Reads what the JavaScript API does not tell from a module's bytes: limits of memories, and which exports handle
 * function references. Reads section headers and small sections only; the code section is skipped.
 * Source: WebAssembly core specification 2.0, chapter 5 ("Binary Format").
 */
export interface BinaryFacts {
  readonly memories: readonly MemoryLimits[];
  /** Exported functions with a parameter or result of type `funcref` (or another reference to functions). */
  readonly referenceExports: ReadonlySet<string>;
  /** Bytes by section: `code`, `data`, `custom:name`, … */
  readonly sections: Readonly<Record<string, number>>;
}

export interface MemoryLimits {
  /** Name under which the host knows it: of its export, or `module.name` of its import. */
  readonly name: string | undefined;
  readonly initial: number;
  readonly maximum?: number;
  readonly shared: boolean;
}

const SECTION_NAMES = [
  'custom',
  'type',
  'import',
  'function',
  'table',
  'memory',
  'global',
  'export',
  'start',
  'element',
  'code',
  'data',
  'dataCount',
  'tag',
];
const SECTION = { custom: 0, type: 1, import: 2, function: 3, memory: 5, export: 7 } as const;
const FUNCREF = 0x70;
const TYPED_REFERENCE = new Set([0x63, 0x64]);
const VALUE_TYPES = new Set([0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70, 0x6f]);
const EXTERNAL = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;

interface Cursor {
  readonly view: Uint8Array;
  at: number;
}

interface Draft {
  /** By type index: handles function references. */
  readonly types: boolean[];
  /** By function index: its type index. */
  readonly functions: number[];
  readonly memories: { name: string | undefined; initial: number; maximum?: number; shared: boolean }[];
  readonly referenceExports: Set<string>;
  readonly sections: Record<string, number>;
}

/** Undefined where the bytes are no module, or use a format newer than this reader. Never throws. */
export function readBinary(bytes: Uint8Array): BinaryFacts | undefined {
  try {
    return parse(bytes);
  } catch {
    return undefined; // a reader of facts must not stand between the host and a module that the engine accepts
  }
}

function parse(view: Uint8Array): BinaryFacts | undefined {
  if (view.length < 8 || view[0] !== 0 || view[1] !== 0x61 || view[2] !== 0x73 || view[3] !== 0x6d)
    return undefined;
  const cursor: Cursor = { view, at: 8 };
  const draft: Draft = {
    types: [],
    functions: [],
    memories: [],
    referenceExports: new Set(),
    sections: {},
  };
  while (cursor.at < view.length) {
    const id = byte(cursor);
    const size = leb(cursor);
    const end = cursor.at + size;
    const label = id === SECTION.custom ? `custom:${name(cursor)}` : (SECTION_NAMES[id] ?? `section ${id}`);
    draft.sections[label] = (draft.sections[label] ?? 0) + size;
    readSection(id, cursor, draft);
    cursor.at = end;
  }
  return draft;
}

function readSection(id: number, cursor: Cursor, draft: Draft): void {
  if (id === SECTION.type) readTypes(cursor, draft);
  else if (id === SECTION.import) readImports(cursor, draft);
  else if (id === SECTION.function) each(cursor, () => draft.functions.push(leb(cursor)));
  else if (id === SECTION.memory) {
    each(cursor, () => draft.memories.push({ name: undefined, ...limits(cursor) }));
  } else if (id === SECTION.export) readExports(cursor, draft);
}

/** Types newer than plain functions (GC) end the list: what was not read counts as handling references. */
function readTypes(cursor: Cursor, draft: Draft): void {
  let left = leb(cursor);
  while (left > 0) {
    if (byte(cursor) !== 0x60) return;
    const parameters = valueTypes(cursor);
    const results = valueTypes(cursor);
    draft.types.push(parameters || results);
    left -= 1;
  }
}

function valueTypes(cursor: Cursor): boolean {
  let references = false;
  each(cursor, () => {
    const type = byte(cursor);
    if (type === FUNCREF) references = true;
    else if (TYPED_REFERENCE.has(type)) {
      references = true;
      leb(cursor); // heap type
    } else if (!VALUE_TYPES.has(type)) references = true;
  });
  return references;
}

function readImports(cursor: Cursor, draft: Draft): void {
  each(cursor, () => {
    const label = `${name(cursor)}.${name(cursor)}`;
    const kind = byte(cursor);
    if (kind === EXTERNAL.function) draft.functions.push(leb(cursor));
    else if (kind === EXTERNAL.table) {
      referenceType(cursor);
      limits(cursor);
    } else if (kind === EXTERNAL.memory) draft.memories.push({ name: label, ...limits(cursor) });
    else if (kind === EXTERNAL.global) {
      referenceType(cursor);
      byte(cursor);
    } else if (kind === EXTERNAL.tag) {
      byte(cursor);
      leb(cursor);
    } else throw new Error('unknown import kind');
  });
}

function readExports(cursor: Cursor, draft: Draft): void {
  each(cursor, () => {
    const label = name(cursor);
    const kind = byte(cursor);
    const index = leb(cursor);
    const memory = draft.memories[index];
    if (kind === EXTERNAL.memory && memory) memory.name = label;
    if (kind === EXTERNAL.function && (draft.types[draft.functions[index] ?? -1] ?? true)) {
      draft.referenceExports.add(label);
    }
  });
}

function referenceType(cursor: Cursor): void {
  if (TYPED_REFERENCE.has(byte(cursor))) leb(cursor);
}

/** Flags: 1 has a maximum, 2 shared, 4 64-bit, 8 own page size. */
function limits(cursor: Cursor): { initial: number; maximum?: number; shared: boolean } {
  const flags = byte(cursor);
  const initial = leb(cursor);
  const maximum = flags & 1 ? leb(cursor) : undefined;
  if (flags & 8) leb(cursor);
  return { initial, shared: (flags & 2) !== 0, ...(maximum === undefined ? {} : { maximum }) };
}

function each(cursor: Cursor, read: () => void): void {
  for (let left = leb(cursor); left > 0; left--) read();
}

function byte(cursor: Cursor): number {
  const value = cursor.view[cursor.at];
  if (value === undefined) throw new RangeError('past the end');
  cursor.at += 1;
  return value;
}

/** Unsigned LEB128; multiplies instead of shifting, because 64-bit limits pass 2^32. */
function leb(cursor: Cursor): number {
  let value = 0;
  let factor = 1;
  for (;;) {
    const next = byte(cursor);
    value += (next & 0x7f) * factor;
    if ((next & 0x80) === 0) return value;
    factor *= 128;
  }
}

const decoder = new TextDecoder();

function name(cursor: Cursor): string {
  const length = leb(cursor);
  const text = decoder.decode(cursor.view.subarray(cursor.at, cursor.at + length));
  cursor.at += length;
  return text;
}

/** Module name from a `name` section (subsection 0). Source: core specification, appendix "Custom Sections". */
export function readModuleName(section: Uint8Array): string | undefined {
  try {
    const cursor: Cursor = { view: section, at: 0 };
    if (byte(cursor) !== 0) return undefined;
    leb(cursor);
    return name(cursor) || undefined;
  } catch {
    return undefined;
  }
}
