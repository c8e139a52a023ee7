import { describe, expect, it } from 'vitest';
import { buildModule, leb, type ModuleSpec } from '../testing/build-module.js';
import { BASICS, SHAPES } from '../testing/modules.js';
import { readBinary } from './read-binary.js';

const features = (spec: ModuleSpec): readonly string[] => {
  const bytes = buildModule(spec);
  expect(WebAssembly.validate(bytes)).toBe(true);
  return [...(readBinary(bytes)?.features ?? ['unread'])].sort();
};
const text = (value: string): number[] => [...leb(value.length), ...new TextEncoder().encode(value)];
const nothing = { name: 'f', code: [] };

describe('the features of a module', () => {
  it('are none where it uses none', () => {
    expect([...(readBinary(BASICS)?.features ?? ['unread'])]).toEqual([]);
  });

  it('show in types, memories and local variables', () => {
    expect(features({ functions: [{ params: ['v128'], code: [] }] })).toEqual(['simd128']);
    expect(features({ functions: [nothing, { locals: ['i32', 'v128'], code: [] }] })).toEqual(['simd128']);
    expect(features({ functions: [{ locals: ['externref'], code: [] }] })).toEqual(['reference-types']);
    expect([...(readBinary(SHAPES)?.features ?? [])].sort()).toEqual(['multivalue', 'reference-types']);
    const shared = { initial: 1, maximum: 2, shared: true };
    expect(features({ memory: shared })).toEqual(['atomics']);
    expect(features({ importedMemory: { module: 'env', name: 'm', ...shared } })).toEqual(['atomics']);
  });

  it('are what the toolchain wrote down, too; what it forbids is not used', () => {
    const list = [3, 0x2b, ...text('tail-call'), 0x2d, ...text('atomics'), 0x2b, ...text('sign-ext')];
    expect(features({ functions: [nothing], custom: { target_features: list } })).toEqual([
      'sign-ext',
      'tail-call',
    ]);
    expect(features({ functions: [nothing], custom: { target_features: [9, 0x2b, 99] } })).toEqual([]);
  });

  it('are read past several memories, tables, a tag, and types of garbage collection', () => {
    const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
    // not validated: Node 20 knows some of them no better than a host's old browser does
    const of = (...sections: number[][]): string[] => {
      const bytes = new Uint8Array([...header, ...sections.flat()]);
      return [...(readBinary(bytes)?.features ?? ['unread'])].sort();
    };
    expect(of([5, 5, 2, 0, 1, 4, 1])).toEqual(['memory64', 'multimemory']);
    expect(of([4, 7, 2, 0x70, 0, 1, 0x70, 0, 1])).toEqual(['reference-types']);
    expect(of([1, 4, 1, 0x60, 0, 0], [13, 3, 1, 0, 0])).toEqual(['exception-handling']);
    expect(of([1, 3, 1, 0x5f, 0])).toEqual(['gc']);
    expect(of([12, 1, 0])).toEqual(['bulk-memory']);
  });
});

describe('the sections of a module', () => {
  it('have their bytes, by name; custom ones beyond thirty are summed up', () => {
    const custom = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`c${i}`, [1, 2, 3]]));
    const { sections = {} } = readBinary(buildModule({ functions: [nothing], custom })) ?? {};
    expect(sections).toMatchObject({ code: 4, 'custom:c0': 6 });
    expect(Object.keys(sections).length).toBeLessThanOrEqual(31);
    expect(sections['custom']).toBeGreaterThan(12);
  });

  it('are read though one of them is nonsense', () => {
    const bytes = [...buildModule({ memory: { initial: 3 } }), 10, 3, 200, 1, 2];
    expect(readBinary(new Uint8Array(bytes))?.memories).toMatchObject([{ initial: 3 }]);
    expect(readBinary(new Uint8Array([1, 2, 3]))).toBeUndefined();
  });
});
