import { describe, expect, it } from 'vitest';
import type { FunctionRow } from '../feed/function-rows.js';
import { arrange } from './functions-columns.js';

const row = (name: string, share: number, p95?: number): FunctionRow => ({
  key: name,
  name,
  module: name === 'step' ? 'Engine.wasm' : undefined,
  worker: name === 'free' ? 'codec.js' : undefined,
  kind: 'export',
  calls: 1,
  callsPerSecond: 1,
  totalTime: share,
  share,
  errors: 0,
  samplingRate: 1,
  percentile: () => p95,
  trend: [],
});

const rows = [row('step', 0.2, 5), row('Alloc', 0.5), row('free', 0.1, 9)];
const names = (list: readonly FunctionRow[]): string[] => list.map(({ name }) => name);

describe('arrange', () => {
  it('sorts by a column, either way', () => {
    expect(names(arrange(rows, '', { column: 'share', descending: true }))).toEqual([
      'Alloc',
      'step',
      'free',
    ]);
    expect(names(arrange(rows, '', { column: 'name', descending: false }))).toEqual([
      'Alloc',
      'free',
      'step',
    ]);
  });

  it('puts rows without a reading last, either way', () => {
    expect(names(arrange(rows, '', { column: 'p95', descending: true }))).toEqual(['free', 'step', 'Alloc']);
    expect(names(arrange(rows, '', { column: 'p95', descending: false }))).toEqual(['step', 'free', 'Alloc']);
  });

  it('filters by name, module and worker, whatever the case', () => {
    expect(names(arrange(rows, ' ALL ', { column: 'name', descending: false }))).toEqual(['Alloc']);
    expect(names(arrange(rows, 'engine', { column: 'name', descending: false }))).toEqual(['step']);
    expect(names(arrange(rows, 'CODEC', { column: 'name', descending: false }))).toEqual(['free']);
  });
});
