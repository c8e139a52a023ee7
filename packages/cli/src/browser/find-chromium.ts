import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright-core';

export interface FoundChromium {
  readonly path: string;
  /** Where it was found, for people: `CHROMIUM_PATH`, `/usr/bin`, `Playwright`. */
  readonly source: string;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];

const MAC_APPS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

function windowsPaths(env: NodeJS.ProcessEnv): string[] {
  const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']];
  return roots.flatMap((root) => (root ? [path.join(root, 'Google/Chrome/Application/chrome.exe')] : []));
}

function candidates(env: NodeJS.ProcessEnv): FoundChromium[] {
  const dirs = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const onPath = dirs.flatMap((dir) => NAMES.map((name) => ({ path: path.join(dir, name), source: dir })));
  const snap = { path: '/snap/bin/chromium', source: 'snap' };
  const apps = [...MAC_APPS, ...windowsPaths(env), path.join(homedir(), MAC_APPS[0] ?? '')];
  return [...onPath, snap, ...apps.map((app) => ({ path: app, source: path.dirname(app) }))];
}

function playwrightOwn(): FoundChromium | undefined {
  try {
    const own = chromium.executablePath();
    return existsSync(own) ? { path: own, source: 'Playwright' } : undefined;
  } catch {
    return undefined; // Playwright throws where it knows no build for this platform
  }
}

/**
 * Finds a Chromium: `CHROMIUM_PATH` first, then the usual places, then Playwright's own.
 * @throws {Error} where `CHROMIUM_PATH` is set and names no file: a wrong setting is never passed over in silence.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): FoundChromium | undefined {
  const wanted = env['CHROMIUM_PATH'];
  if (wanted) {
    if (existsSync(wanted)) return { path: wanted, source: 'CHROMIUM_PATH' };
    throw new Error(
      `CHROMIUM_PATH names no file: ${wanted}. Set it to a Chromium or Chrome executable, or unset it.`,
    );
  }
  return candidates(env).find((candidate) => existsSync(candidate.path)) ?? playwrightOwn();
}
