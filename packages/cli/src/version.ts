import { readFileSync } from 'node:fs';

/** The version of this package. Its `package.json` is one folder up from the sources and from what is built. */
export function readVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
}
