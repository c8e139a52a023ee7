import { describe, expect, it } from 'vitest';
import { shorten, tableLines, terminalSafe } from './table.js';

describe('tableLines', () => {
  it('aligns its columns', () => {
    const columns = [
      { heading: 'name', align: 'left' },
      { heading: 'calls', align: 'right' },
    ] as const;
    expect(
      tableLines(columns, [
        ['step', '1'],
        ['initialise', '12,345'],
      ]),
    ).toEqual(['name         calls', 'step             1', 'initialise  12,345']);
  });
});

describe('terminalSafe', () => {
  it('takes out what moves the cursor, colours or turns the text around', () => {
    expect(terminalSafe('a\u001b[2Jb\r\nc\u202ed\u009b')).toBe('a�[2Jb��c�d�');
    expect(terminalSafe('größer ✓ 日本')).toBe('größer ✓ 日本');
  });
});

describe('shorten', () => {
  it('keeps both ends', () => {
    expect(shorten('abcdefghij', 10)).toBe('abcdefghij');
    expect(shorten('abcdefghijk', 5)).toBe('ab…jk');
  });
});
