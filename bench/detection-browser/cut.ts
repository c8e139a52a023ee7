/**
 * Cuts a stretch out of a recorded session and makes a test recording of it: ticks only, figures rounded, the hottest
 * exports. `npx tsx --conditions=@wasm-vitals/source bench/detection-browser/cut.ts ID FROM TO NAME` (seconds).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { readRecording } from '@wasm-vitals/analysis';
import type { Tick } from '@wasm-vitals/protocol';
import { labelsFile, recordingFile } from './record.js';

const FIXTURES = fileURLToPath(new URL('../../packages/analysis/src/replay/fixtures', import.meta.url));
const DIGITS = 4;
const EXPORTS = 4;

/** Times and sizes keep their whole digits: only what follows the point, or the fourth digit, goes. */
function round(value: number): number {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(DIGITS));
}

function shorten({ functions, ...tick }: Tick): unknown {
  const numbers = Object.entries(tick).map(([key, value]: [string, unknown]): [string, unknown] => [
    key,
    typeof value === 'number' ? round(value) : value,
  ]);
  const hottest = Object.entries(functions ?? {})
    .sort((a, b) => b[1][1] - a[1][1])
    .slice(0, EXPORTS)
    .map(([name, [calls, time]]): [string, [number, number]] => [name, [calls, round(time)]]);
  return {
    ...Object.fromEntries(numbers),
    ...(hottest.length > 0 ? { functions: Object.fromEntries(hottest) } : {}),
  };
}

const [id = '', from = '0', to = '0', name = ''] = process.argv.slice(2);
const ticks = readRecording(readFileSync(recordingFile(id), 'utf8')).flatMap((entry) =>
  'tick' in entry ? entry.tick : [],
);
const zero = ticks[0]?.timestamp ?? 0;
const isIn = (second: number): boolean => second >= Number(from) && second <= Number(to);
const kept = ticks.filter(({ timestamp }) => isIn((timestamp - zero) / 1000));
const shift = ((kept[0]?.timestamp ?? zero) - zero) / 1000;
/** What the bench wrote beside the recording: a fault counts from when it mattered. */
const judged = JSON.parse(readFileSync(labelsFile(id), 'utf8')) as readonly {
  readonly type: string;
  readonly end: number;
  readonly material: number;
}[];
const labels = judged
  .filter(({ material, end }) => isIn(material) && isIn(end))
  .map(({ type, material, end }) => ({
    type,
    start: Math.round(material - shift),
    end: Math.round(end - shift),
  }));
const lines = kept.map((tick) => `${JSON.stringify({ tick: shorten(tick) })}\n`).join('');
writeFileSync(path.join(FIXTURES, `${name}.jsonl.gz`), gzipSync(lines, { level: 9 }));
writeFileSync(path.join(FIXTURES, `${name}.labels.json`), `${JSON.stringify(labels)}\n`);
