import { cliError } from '../errors/cli-error.js';

export interface Viewport {
  /** CSS pixels, 1 to 10,000. */
  readonly width: number;
  readonly height: number;
}

/** Chromium draws no larger surface than about this in software. */
const MOST_PIXELS = 10_000;

/** Reads `1280x720`. @throws {CliError} `bad-viewport` */
export function parseViewport(option: string, value: string): Viewport {
  const match = /^(\d{1,5})\s*[x×*]\s*(\d{1,5})$/i.exec(value.trim());
  const width = Number(match?.[1]);
  const height = Number(match?.[2]);
  const fits = (pixels: number): boolean => pixels >= 1 && pixels <= MOST_PIXELS;
  if (!fits(width) || !fits(height)) throw cliError('bad-viewport', { option, value });
  return { width, height };
}
