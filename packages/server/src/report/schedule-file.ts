import { open, readFile, rename } from 'node:fs/promises';
import type { EpochMs } from '@wasm-vitals/protocol';

/** What schedules remember from one start of the server to the next, in a file. */
export interface ScheduleFile {
  /** The due time of the last run under this name; absent where there was none. */
  lastRun(name: string): EpochMs | undefined;
  /** Resolves once it is on the disk that this run was made. */
  note(name: string, due: EpochMs): Promise<void>;
}

function parse(text: string, path: string): Map<string, EpochMs> {
  try {
    const runs = JSON.parse(text) as Record<string, unknown>;
    return new Map(Object.entries(runs).filter((run): run is [string, EpochMs] => Number.isFinite(run[1])));
  } catch (cause) {
    throw new Error(
      `${path} should hold when schedules last ran, as JSON, and does not; delete it, and they begin anew`,
      { cause },
    );
  }
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '{}';
    throw error;
  }
}

/** Written beside and renamed: a crash leaves the old file or the new one. */
async function replaceFile(path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  const file = await open(beside, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

/** @throws {Error} for a file that is there and can't be read, saying what to do */
export async function openScheduleFile(path: string): Promise<ScheduleFile> {
  const runs = parse(await readIfThere(path), path);
  let writing: Promise<void> = Promise.resolve();
  return {
    lastRun: (name) => runs.get(name),
    note(name, due) {
      runs.set(name, due);
      const text = JSON.stringify(Object.fromEntries(runs));
      const done = writing.then(() => replaceFile(path, text));
      writing = done.catch(() => undefined);
      return done;
    },
  };
}
