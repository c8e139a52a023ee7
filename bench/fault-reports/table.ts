import { readFileSync, writeFileSync } from 'node:fs';
import type { Report } from '@wasm-vitals/protocol';
import { PLANS, type Plan } from './plan.js';

export interface FaultReport extends Plan {
  readonly report: Report;
  /** The first of the three sentences that names the cause; absent where none does. */
  readonly sentence?: string;
}

const DOC = new URL('../../docs/reports.md', import.meta.url);
const BEGIN = '<!-- fault table: npm run bench:fault-reports -- --write -->';
const END = '<!-- end of the fault table -->';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** Puts fault → sentence into the docs, between its two marks. */
export function writeTable(reports: readonly FaultReport[]): void {
  const rows = PLANS.map(({ fault, label }) => {
    const made = reports.find((report) => report.fault === fault);
    if (!made) return `| ${label} | not played yet |`;
    const { report, sentence } = made;
    return `| ${label} | ${sentence === undefined ? `**not named**: ${cell(report.summary[0] ?? '')}` : cell(sentence)} |`;
  });
  const table = ['| fault | what the report says |', '| --- | --- |', ...rows].join('\n');
  const text = readFileSync(DOC, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error('docs/reports.md has no fault table to fill');
  writeFileSync(DOC, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
}
