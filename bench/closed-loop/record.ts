import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ActionRecord, Tick } from '@wasm-vitals/protocol';
import type { Run } from './plan.js';

/** What a run left behind: raw readings, so that the figures can be made anew without the browser. */
export interface RunRecord extends Run {
  /** When the fault began, epoch milliseconds. */
  readonly onset: number;
  readonly ticks: readonly Tick[];
  readonly actions: readonly ActionRecord[];
  readonly alerts: readonly { readonly kind: string; readonly openedAt: number }[];
  /** Load average of the machine over the last minute when the run ended: what else was running. */
  readonly load: number;
}

const FILE = path.join(import.meta.dirname, '.cache', 'runs.jsonl');

/** Runs of earlier batches. */
export function readRecords(): readonly RunRecord[] {
  if (!existsSync(FILE)) return [];
  const lines = readFileSync(FILE, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as RunRecord);
}

export function appendRecord(record: RunRecord): void {
  mkdirSync(path.dirname(FILE), { recursive: true });
  appendFileSync(FILE, `${JSON.stringify(record)}\n`);
}
