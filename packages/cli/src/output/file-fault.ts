const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

/** What a missing file means: to a reader, and to a writer, who makes the file but not its folder. */
const MISSING = { read: 'there is no such file', write: 'its folder does not exist' } as const;

/** Why a file can't be used, in plain words; undefined where the system's own message is the plainest. */
export function fileFault(error: unknown, use: keyof typeof MISSING): string | undefined {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return code === 'ENOENT' ? MISSING[use] : REASONS[code];
}
