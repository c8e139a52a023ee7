/** Finds a Chromium for the tests and, where there is none, installs one and says so. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { findChromium } from '../packages/cli/src/browser/find-chromium.js';

function run(command: string, args: readonly string[]): boolean {
  console.log(`> ${command} ${args.join(' ')}`);
  return (
    spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  );
}

function installWithApt(): boolean {
  if (!existsSync('/usr/bin/apt-get')) return false;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args: string[]): boolean => {
    const [command = 'apt-get', ...rest] = [...sudo, 'apt-get', ...args];
    return run(command, rest);
  };
  return (
    apt('update', '-q') &&
    apt('install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core')
  );
}

function installWithPlaywright(): boolean {
  return run('npx', ['playwright', 'install', '--with-deps', 'chromium']);
}

function main(): void {
  const before = findChromium();
  if (before) {
    console.log(`Chromium: ${before.path} (${before.source})`);
    return;
  }
  console.log('No Chromium found (CHROMIUM_PATH, PATH, the usual places, Playwright). Installing one:');
  if (!installWithApt()) installWithPlaywright();
  const after = findChromium();
  if (!after) {
    console.error('Could not install a Chromium. Install one and set CHROMIUM_PATH to its executable.');
    process.exit(1);
  }
  console.log(`Chromium: ${after.path} (${after.source}), just installed`);
}

main();
