import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkOutFile, formatOfFile, writeOutFile } from './out-file.js';

const folder = mkdtempSync(path.join(tmpdir(), 'wasm-vitals-out-'));

describe('checkOutFile', () => {
  it('leaves no file behind, and an existing one as it is', () => {
    checkOutFile('new.json', folder);
    expect(existsSync(path.join(folder, 'new.json'))).toBe(false);
    const kept = path.join(folder, 'kept.json');
    writeFileSync(kept, 'before');
    checkOutFile(kept, '/');
    expect(readFileSync(kept, 'utf8')).toBe('before');
  });

  it.each([
    ['missing/report.json', 'its folder does not exist'],
    ['.', 'it is a folder'],
    ['kept.json/report.json', 'a part of its path is a file'],
  ])('refuses %s: %s', (file, reason) => {
    expect(() => checkOutFile(file, folder)).toThrow(reason);
    expect(() => checkOutFile(file, folder)).toThrow(
      expect.objectContaining({ code: 'out-unwritable', exit: 2 }) as Error,
    );
  });
});

describe('writeOutFile', () => {
  it('says what went wrong in the meantime', () => {
    expect(() => writeOutFile('gone/report.json', '{}', folder)).toThrow(
      expect.objectContaining({ code: 'out-failed', exit: 3 }) as Error,
    );
  });
});

describe('formatOfFile', () => {
  it('goes by the ending', () => {
    expect(['a.json', 'A.HTML', 'b.csv', 'c.md', 'd.txt', 'e', 'f.pdf'].map(formatOfFile)).toEqual([
      'json',
      'html',
      'csv',
      'markdown',
      'text',
      undefined,
      undefined,
    ]);
  });
});
