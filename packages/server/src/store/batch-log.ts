import { open, type FileHandle } from 'node:fs/promises';

/** Where a line lies in its file, in bytes. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** A file of lines that only grows. A line is on the disk once `append` resolves. */
export interface BatchLog {
  append(line: string): Promise<Place>;
  read(place: Place): Promise<string>;
  close(): Promise<void>;
}

const CHUNK = 1 << 20;
const NEW_LINE = 0x0a;

/** Hands out each whole line; returns where the last of them ends: what follows it was cut off as it was written. */
async function eachLine(file: FileHandle, onLine: (text: string, place: Place) => void): Promise<number> {
  let rest = Buffer.alloc(0);
  let start = 0;
  for (let position = 0; ;) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK, position);
    if (bytesRead === 0) return start;
    position += bytesRead;
    rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
    let from = 0;
    for (let end = rest.indexOf(NEW_LINE); end >= 0; end = rest.indexOf(NEW_LINE, from)) {
      onLine(rest.toString('utf8', from, end), { offset: start, length: end - from });
      start += end + 1 - from;
      from = end + 1;
    }
    rest = rest.subarray(from);
  }
}

/**
 * Opens a log, or makes it, and hands out what it has. A line that a crash cut off was never acknowledged, and is dropped.
 * @throws {Error} where the file can't be opened or read
 */
export async function openBatchLog(
  path: string,
  onLine: (text: string, place: Place) => void,
): Promise<BatchLog> {
  const file = await open(path, 'a+');
  let end = await eachLine(file, onLine);
  await file.truncate(end);

  return {
    async append(line) {
      const bytes = Buffer.from(`${line}\n`);
      const place = { offset: end, length: bytes.length - 1 };
      try {
        await file.appendFile(bytes);
        await file.datasync();
      } catch (error) {
        await file.truncate(end); // half a line would spoil the next one
        throw error;
      }
      end += bytes.length;
      return place;
    },
    async read({ offset, length }) {
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
      return buffer.toString('utf8');
    },
    close: () => file.close(),
  };
}
