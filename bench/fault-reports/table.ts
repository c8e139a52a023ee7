import { readFileSync, writeFileSync } from 'node:fs';
import type { FaultReport } from './fault-reports.js';
import { PLANS } from './plan.js';

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
