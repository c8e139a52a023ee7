import { EMPTY_BLOCK, I32, buildModule, leb, op, sleb } from './build-module.js';

const get = (index: number): number[] => [op.localGet, index];

/** `add(a, b)`, `twice(a)`, a memory of 1 to 4 pages that `grow()` grows, and `trap()`. */
export const BASICS = buildModule({
  functions: [
    { name: 'add', params: ['i32', 'i32'], results: ['i32'], code: [...get(0), ...get(1), op.i32Add] },
    { name: 'twice', params: ['i32'], results: ['i32'], code: [...get(0), ...get(0), op.i32Add] },
    { name: 'grow', results: ['i32'], code: [op.i32Const, 1, op.memoryGrow, 0] },
    { name: 'trap', code: [op.unreachable] },
  ],
  memory: { initial: 1, maximum: 4, name: 'memory' },
  table: { initial: 4, name: 'table' },
  elements: [0, 1],
});

/** `again(n)` calls the import `host.back(n - 1)` while n > 0, and answers 1 + what that gave. */
export const REENTRANT = buildModule({
  imports: [{ module: 'host', name: 'back', params: ['i32'], results: ['i32'] }],
  functions: [
    {
      name: 'again',
      params: ['i32'],
      results: ['i32'],
      code: [
        ...get(0),
        ...[op.if, I32],
        ...[...get(0), op.i32Const, 1, op.i32Sub, op.call, 0, op.i32Const, 1, op.i32Add],
        op.else,
        ...[op.i32Const, 0],
        op.end,
      ],
    },
  ],
});

/** `burn(n)` loops n times: a call whose length the test chooses, about a nanosecond a turn. */
export const BURN = buildModule({
  functions: [
    {
      name: 'burn',
      params: ['i32'],
      results: ['i32'],
      code: [
        ...[op.loop, EMPTY_BLOCK, ...get(0), op.i32Const, 1, op.i32Sub, op.localTee, 0],
        ...[op.brIf, 0, op.end, ...get(0)],
      ],
    },
  ],
});

/** 64-bit integers, several results, a function reference out and one in, and a function of eleven parameters. */
export const SHAPES = buildModule({
  functions: [
    { name: 'next', params: ['i64'], results: ['i64'], code: [...get(0), op.i64Const, 1, op.i64Add] },
    { name: 'pair', params: ['i32'], results: ['i32', 'i64'], code: [...get(0), op.i64Const, 5] },
    { name: 'self', results: ['funcref'], code: [op.refFunc, 0] },
    { name: 'pass', params: ['funcref'], results: ['funcref'], code: get(0) },
    { name: 'keep', params: ['externref'], results: ['externref'], code: get(0) },
    {
      name: 'wide',
      params: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
      results: ['i32'],
      code: [...get(0), ...get(10), op.i32Add],
    },
  ],
});

/** Imports `main.add` and exports `sum(a, b)`, which calls it. */
export const LINKED = buildModule({
  imports: [{ module: 'main', name: 'add', params: ['i32', 'i32'], results: ['i32'] }],
  functions: [
    { name: 'sum', params: ['i32', 'i32'], results: ['i32'], code: [...get(0), ...get(1), op.call, 0] },
  ],
});

/** Has a name section (module `vitals`) and a build id. */
export const NAMED = buildModule({
  functions: [{ name: 'answer', results: ['i32'], code: [op.i32Const, ...sleb(42)] }],
  custom: {
    name: [0, 7, 6, ...new TextEncoder().encode('vitals')],
    build_id: [...leb(4), 0xde, 0xad, 0xbe, 0xef],
  },
});

/**
 * As Emscripten allocates: `allocate(bytes)` asks the host for room by `env.emscripten_resize_heap`, `inside()` grows the
 * memory itself, `idle()` does nothing. A memory of 1 to 100 pages.
 */
export const GROWING = buildModule({
  imports: [{ module: 'env', name: 'emscripten_resize_heap', params: ['i32'], results: ['i32'] }],
  functions: [
    { name: 'allocate', params: ['i32'], results: ['i32'], code: [...get(0), op.call, 0] },
    { name: 'inside', results: ['i32'], code: [op.i32Const, 1, op.memoryGrow, 0] },
    { name: 'idle', results: ['i32'], code: [op.i32Const, 0] },
    { name: 'outer', params: ['i32'], results: ['i32'], code: [...get(0), op.call, 0] },
  ],
  memory: { initial: 1, maximum: 100, name: 'memory' },
});
