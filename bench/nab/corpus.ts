import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One series of the Numenta Anomaly Benchmark. */
export interface Series {
  /** `group/file.csv`. */
  readonly name: string;
  /** Epoch ms, ascending. */
  readonly times: readonly number[];
  readonly values: readonly number[];
  /** Labelled windows as first and last row. */
  readonly windows: readonly (readonly [first: number, last: number])[];
}

/** NAB's timestamps have no zone: they are read as UTC, so that a day always has 24 hours. */
const parseTime = (text: string): number => Date.parse(`${text.trim().replace(' ', 'T').slice(0, 19)}Z`);

function readRows(path: string): { times: number[]; values: number[] } {
  const times: number[] = [];
  const values: number[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n').slice(1)) {
    const comma = line.indexOf(',');
    if (comma < 0) continue;
    times.push(parseTime(line.slice(0, comma)));
    values.push(Number(line.slice(comma + 1)));
  }
  return { times, values };
}

/** Reads a folder in NAB's layout: `data/<group>/<file>.csv` and `combined_windows.json`. @throws where a file is missing. */
export function readCorpus(folder: string): readonly Series[] {
  const labels = JSON.parse(readFileSync(join(folder, 'combined_windows.json'), 'utf8')) as Record<
    string,
    [string, string][]
  >;
  const names = readdirSync(join(folder, 'data'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.csv'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
  return names.map((name) => {
    const { times, values } = readRows(join(folder, 'data', name));
    const windows = (labels[name] ?? []).map(([from, to]): readonly [number, number] => {
      const first = times.findIndex((time) => time >= parseTime(from));
      const last = times.findLastIndex((time) => time <= parseTime(to));
      return [first, last];
    });
    return { name, times, values, windows };
  });
}
