import { byte, each, leb, name, type Cursor } from './cursor.js';
import { readTargetFeatures } from './custom-sections.js';

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
  /** Features that types, limits, sections and local variables show, by the names of `target_features`. */
  readonly features: ReadonlySet<string>;
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
const SECTION = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  export: 7,
  code: 10,
  dataCount: 12,
  tag: 13,
} as const;
/** Custom sections that are told apart; further ones are summed up. Names are the toolchain's and may be many. */
const MOST_SECTIONS = 30;
const FUNCREF = 0x70;
const TYPED_REFERENCE = new Set([0x63, 0x64]);
/** What a value type shows. Numbers show nothing; `funcref` does so outside of tables only. */
const TYPE_FEATURES: Readonly<Record<number, string>> = {
  0x7b: 'simd128',
  [FUNCREF]: 'reference-types',
  0x6f: 'reference-types',
  0x69: 'exception-handling',
  0x63: 'gc',
  0x64: 'gc',
};
/** Bodies whose local variables are looked at: about a millisecond. */
const MOST_BODIES = 20_000;
const VALUE_TYPES = new Set([0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70, 0x6f]);
const EXTERNAL = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;

interface Draft {
  /** By type index: handles function references. */
  readonly types: boolean[];
  /** By function index: its type index. */
  readonly functions: number[];
  readonly memories: { name: string | undefined; initial: number; maximum?: number; shared: boolean }[];
  readonly referenceExports: Set<string>;
  readonly sections: Record<string, number>;
  readonly features: Set<string>;
  tables: number;
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
    features: new Set(),
    tables: 0,
  };
  while (cursor.at < view.length) {
    const id = byte(cursor);
    const size = leb(cursor);
    const end = cursor.at + size;
    const label = id === SECTION.custom ? `custom:${name(cursor)}` : (SECTION_NAMES[id] ?? `section ${id}`);
    const many = Object.keys(draft.sections).length >= MOST_SECTIONS;
    const key = many && id === SECTION.custom ? 'custom' : label;
    draft.sections[key] = (draft.sections[key] ?? 0) + size;
    if (label === 'custom:target_features') {
      readTargetFeatures(view.subarray(cursor.at, end)).forEach((feature) => draft.features.add(feature));
    }
    readSection(id, cursor, draft);
    cursor.at = end;
  }
  if (draft.memories.length > 1) draft.features.add('multimemory');
  if (draft.tables > 1) draft.features.add('reference-types');
  return draft;
}

function readSection(id: number, cursor: Cursor, draft: Draft): void {
  if (id === SECTION.type) readTypes(cursor, draft);
  else if (id === SECTION.import) readImports(cursor, draft);
  else if (id === SECTION.function) each(cursor, () => draft.functions.push(leb(cursor)));
  else if (id === SECTION.memory) {
    each(cursor, () => draft.memories.push({ name: undefined, ...limits(cursor, draft.features) }));
  } else if (id === SECTION.export) readExports(cursor, draft);
  else if (id === SECTION.table) draft.tables += leb(cursor);
  else if (id === SECTION.dataCount) draft.features.add('bulk-memory');
  else if (id === SECTION.tag) draft.features.add('exception-handling');
  else if (id === SECTION.code) readLocals(cursor, draft.features);
}

/** Code is not read, but each body begins with the types of its local variables: vectors and references show there. */
function readLocals(cursor: Cursor, features: Set<string>): void {
  try {
    for (let left = Math.min(MOST_BODIES, leb(cursor)); left > 0; left--) {
      const size = leb(cursor);
      const end = cursor.at + size;
      each(cursor, () => {
        leb(cursor); // how many of this type
        valueType(cursor, features);
      });
      cursor.at = end;
    }
  } catch {
    // a type newer than this reader led it astray: the limits and names before are right all the same
  }
}

/** Types newer than plain functions (GC) end the list: what was not read counts as handling references. */
function readTypes(cursor: Cursor, draft: Draft): void {
  let left = leb(cursor);
  while (left > 0) {
    if (byte(cursor) !== 0x60) {
      draft.features.add('gc');
      return;
    }
    const parameters = valueTypes(cursor, draft.features);
    const at = cursor.at;
    if (leb(cursor) > 1) draft.features.add('multivalue');
    cursor.at = at;
    const results = valueTypes(cursor, draft.features);
    draft.types.push(parameters || results);
    left -= 1;
  }
}

function valueTypes(cursor: Cursor, features: Set<string>): boolean {
  let references = false;
  each(cursor, () => {
    const type = valueType(cursor, features);
    if (type === FUNCREF || !VALUE_TYPES.has(type)) references = true;
  });
  return references;
}

function valueType(cursor: Cursor, features: Set<string>): number {
  const type = byte(cursor);
  const feature = TYPE_FEATURES[type];
  if (feature) features.add(feature);
  if (TYPED_REFERENCE.has(type)) leb(cursor); // heap type
  return type;
}

function readImports(cursor: Cursor, draft: Draft): void {
  each(cursor, () => {
    const label = `${name(cursor)}.${name(cursor)}`;
    const kind = byte(cursor);
    if (kind === EXTERNAL.function) draft.functions.push(leb(cursor));
    else if (kind === EXTERNAL.table) {
      draft.tables += 1;
      referenceType(cursor);
      limits(cursor);
    } else if (kind === EXTERNAL.memory)
      draft.memories.push({ name: label, ...limits(cursor, draft.features) });
    else if (kind === EXTERNAL.global) {
      referenceType(cursor);
      byte(cursor);
    } else if (kind === EXTERNAL.tag) {
      draft.features.add('exception-handling');
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
function limits(
  cursor: Cursor,
  features?: Set<string>,
): { initial: number; maximum?: number; shared: boolean } {
  const flags = byte(cursor);
  if (flags & 2) features?.add('atomics');
  if (flags & 4) features?.add('memory64');
  const initial = leb(cursor);
  const maximum = flags & 1 ? leb(cursor) : undefined;
  if (flags & 8) leb(cursor);
  return { initial, shared: (flags & 2) !== 0, ...(maximum === undefined ? {} : { maximum }) };
}
