/**
 * Builds the C and the Rust source with whatever compilers this machine has and reads their allocators through the
 * product's adapter. Opt-in, because few people have these compilers; on Debian:
 *
 *     apt-get install clang lld wasi-libc libclang-rt-dev-wasm32 rustc libstd-rust-dev-wasm32
 *     npx tsx --conditions=@wasm-vitals/source examples/allocators/test-allocators.ts
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { abiAllocator } from '../../packages/sdk/src/instrument/allocators/abi.js';

const here = import.meta.dirname;
const out = mkdtempSync(path.join(tmpdir(), 'allocators-'));

/** Debian's own compilers first: others on the PATH often have no WebAssembly target. */
const COMMANDS = {
  c: [
    ['/usr/bin/clang', 'clang'],
    '--target=wasm32-wasi -O2 -mexec-model=reactor -Wl,--wrap=malloc,--wrap=free,--wrap=calloc,--wrap=realloc -Wl,--export=get_heap_size,--export=get_allocator_stats c/wasm_vitals_allocator.c c/example.c -o',
  ],
  rust: [
    ['/usr/bin/rustc', 'rustc'],
    '--target=wasm32-unknown-unknown -O -A warnings --crate-type=cdylib -C linker=wasm-ld rust/example.rs -o',
  ],
} as const;

type Language = keyof typeof COMMANDS;

function build(language: Language): string | undefined {
  const [compilers, args] = COMMANDS[language];
  const file = path.join(out, `${language}.wasm`);
  for (const compiler of compilers) {
    const done = spawnSync(compiler, [...args.split(' '), file], { cwd: here, encoding: 'utf8' });
    if (done.status === 0) return file;
    if (done.stderr) console.log(done.stderr.split('\n').slice(0, 4).join('\n'));
  }
  return undefined;
}

interface Example {
  memory: WebAssembly.Memory;
  take(size: number): number;
  resize(index: number, size: number): number;
  give_back(index: number): void;
  _initialize?(): void;
}

function check(file: string): void {
  const module = new WebAssembly.Module(readFileSync(file));
  const nothing = new Proxy({}, { get: () => () => 0 });
  const { exports } = new WebAssembly.Instance(module, new Proxy({}, { get: () => nothing }));
  const example = exports as unknown as Example;
  example._initialize?.();
  const reader = abiAllocator.recognise(exports, example.memory);
  assert(reader, 'the adapter recognises the module');
  const read = () => {
    const reading = reader.read();
    assert(reading?.stats && reading.heapSize !== undefined, 'it can be read');
    return { heapSize: reading.heapSize, ...reading.stats };
  };
  example.take(10); // the list itself may allocate at first use
  const before = read();
  const block = example.take(100_000);
  const taken = read();
  assert(taken.heapSize - before.heapSize >= 100_000, 'an allocation shows');
  assert(taken.currentAllocations > before.currentAllocations);
  example.resize(block, 300_000);
  const resized = read();
  assert(resized.heapSize - before.heapSize >= 300_000, 'so does growing it');
  assert.equal(resized.currentAllocations, taken.currentAllocations);
  const big = example.take(9_000_000); // grows linear memory: the old buffer is detached
  assert(read().heapSize - resized.heapSize >= 9_000_000, 'reading survives growth');
  example.give_back(big);
  example.give_back(block);
  const after = read();
  assert(after.heapSize - before.heapSize < 50_000, 'and given back it is gone');
  assert(after.peakMemoryUsage >= 9_300_000, 'the peak stays');
  assert.equal(after.fragmentationRatio, undefined, 'what the allocator does not tell is absent');
}

let failed = 0;
for (const language of Object.keys(COMMANDS) as Language[]) {
  const file = build(language);
  if (!file) {
    failed += 1;
    console.log(`${language}: not built (no compiler with a WebAssembly target)`);
    continue;
  }
  check(file);
  console.log(`${language}: ok, ${readFileSync(file).length} bytes`);
}
rmSync(out, { recursive: true });
process.exitCode = failed;
