import type { DurationMs } from '@wasm-vitals/protocol';
import { cliError } from '../errors/cli-error.js';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000 };

export interface DurationLimits {
  readonly least: DurationMs;
  readonly most: DurationMs;
}

/** `30s`, `500ms`, `1.5m`; a number alone is seconds. Undefined where it is none of these. */
function readDuration(text: string): DurationMs | undefined {
  const match = /^(\d+(?:\.\d+)?|\.\d+)\s*(ms|s|min|m|h)?$/i.exec(text.trim());
  if (!match) return undefined;
  return Number(match[1]) * (UNITS[match[2]?.toLowerCase() ?? 's'] ?? NaN);
}

/**
 * Reads the value of a duration option, in milliseconds.
 * @throws {CliError} `bad-duration` where it is no duration, or beyond the limits
 */
export function parseDuration(option: string, value: string, limits: DurationLimits): DurationMs {
  const duration = readDuration(value);
  if (duration === undefined || !(duration >= limits.least && duration <= limits.most)) {
    const { least, most } = limits;
    throw cliError('bad-duration', {
      option,
      value,
      least: spellDuration(least),
      most: spellDuration(most),
    });
  }
  return duration;
}

/** The shortest exact spelling that `parseDuration` reads back: `90s`, `500ms`, `2m`. */
export function spellDuration(duration: DurationMs): string {
  if (duration >= 3_600_000 && duration % 3_600_000 === 0) return `${duration / 3_600_000}h`;
  if (duration >= 60_000 && duration % 60_000 === 0) return `${duration / 60_000}m`;
  if (duration >= 1_000) return `${Math.round(duration) / 1_000}s`;
  return `${Math.round(duration)}ms`;
}
