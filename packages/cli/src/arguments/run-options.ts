import type { DurationMs } from '@wasm-vitals/protocol';
import type { LoadEvent } from '../browser/load-page.js';
import type { PageUrl } from './page-url.js';
import type { Threshold } from './threshold.js';
import type { Viewport } from './viewport.js';

export type OutputFormat = 'text' | 'json' | 'csv' | 'html' | 'markdown';

export const OUTPUT_FORMATS: readonly OutputFormat[] = ['text', 'json', 'csv', 'html', 'markdown'];

/** What `wasm-vitals run` was asked to do, checked. */
export interface RunOptions {
  readonly url: PageUrl;
  readonly duration: DurationMs;
  readonly interval: DurationMs;
  readonly timeout: DurationMs;
  readonly waitUntil: LoadEvent;
  readonly waitFor?: string;
  readonly script?: string;
  readonly headed: boolean;
  readonly viewport: Viewport;
  readonly cpuThrottle: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly insecure: boolean;
  readonly thresholds: readonly Threshold[];
  readonly failOnAlert: boolean;
  readonly format: OutputFormat;
  readonly out?: string;
  /** Where the session itself goes, for `wasm-vitals report`. */
  readonly record?: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
}
