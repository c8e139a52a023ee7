import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BUILD } from './paths.js';

const LOCK = path.join(BUILD, '.lock');
const POLL_MS = 150;
/** A build takes seconds: a lock this old was left behind by a process that was killed. */
const STALE_MS = 120_000;

async function take(): Promise<boolean> {
  try {
    await mkdir(LOCK);
    return true;
  } catch {
    const held = await stat(LOCK).catch(() => undefined);
    if (held && Date.now() - held.mtimeMs > STALE_MS) await rm(LOCK, { recursive: true, force: true });
    return false;
  }
}

/** Runs `work` while no other process builds: several test workers may ask for the demo at once. */
export async function withBuildLock<T>(work: () => Promise<T>): Promise<T> {
  await mkdir(BUILD, { recursive: true });
  while (!(await take())) await wait(POLL_MS);
  try {
    return await work();
  } finally {
    await rm(LOCK, { recursive: true, force: true });
  }
}
