/** A place in a module's bytes. Reads throw where the bytes end too early. */
export interface Cursor {
  readonly view: Uint8Array;
  at: number;
}

export function byte(cursor: Cursor): number {
  const value = cursor.view[cursor.at];
  if (value === undefined) throw new RangeError('past the end');
  cursor.at += 1;
  return value;
}

/** Unsigned LEB128; multiplies instead of shifting, because 64-bit limits pass 2^32. */
export function leb(cursor: Cursor): number {
  let value = 0;
  let factor = 1;
  for (;;) {
    const next = byte(cursor);
    value += (next & 0x7f) * factor;
    if ((next & 0x80) === 0) return value;
    factor *= 128;
  }
}

/** The items of a vector, which begins with their number. */
export function each(cursor: Cursor, read: () => void): void {
  for (let left = leb(cursor); left > 0; left--) read();
}

const decoder = new TextDecoder();

export function name(cursor: Cursor): string {
  const length = leb(cursor);
  const end = cursor.at + length;
  if (end > cursor.view.length) throw new RangeError('past the end');
  const text = decoder.decode(cursor.view.subarray(cursor.at, end));
  cursor.at = end;
  return text;
}
