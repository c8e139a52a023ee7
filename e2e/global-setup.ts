import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** On Windows npm is a script, which only a shell can start. */
const npm = (...args: string[]): void => {
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
};

/** Builds what the end-to-end tests run as a user would: the command, and the script that it puts into pages. */
export default function setup(): void {
  npm('run', 'build', '-w', 'packages/sdk');
  npm('run', 'build', '-w', 'packages/cli');
}
