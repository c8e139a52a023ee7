import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'build', '.cache', 'bin']);

/** Newest modification (epoch ms) under a file or folder; 0 where there is none. Tests don't count. */
function newest(target: string): number {
  const stat = statSync(target, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return target.includes('.test.') ? 0 : stat.mtimeMs;
  const names = readdirSync(target).filter((name) => !SKIPPED.has(name));
  return Math.max(0, ...names.map((name) => newest(path.join(target, name))));
}

/** True where `output` exists and is newer than all its sources. */
export function isFresh(output: string, sources: readonly string[]): boolean {
  if (!existsSync(output)) return false;
  const built = statSync(output).mtimeMs;
  return sources.every((source) => newest(source) <= built);
}
