import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { generateReport, readSession } from '@wasm-vitals/report';
import { startDemoServer } from '../../apps/cortical-column/server/demo-server.js';
import { PLANS, SESSION_S, type Plan } from './plan.js';
import { recordSession } from './session.js';
import { writeTable, type FaultReport } from './table.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Sessions of these faults are made anew: `--again leak,slow`. */
    again: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    /** Sessions at the same time; each wants about a third of a core. */
    parallel: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '60' },
    write: { type: 'boolean', default: false },
  },
});

const CACHE = path.join(import.meta.dirname, '.cache');
const fileOf = ({ fault }: Plan): string => path.join(CACHE, `${fault}.jsonl`);
const listed = (text: string): ReadonlySet<string> => new Set(text.split(',').filter(Boolean));

/** Records what is missing, as far as the time of this call goes; another call goes on from there. */
async function recordMissing(): Promise<void> {
  const end = Date.now() + Number(values.minutes) * 60_000;
  const again = listed(values.again);
  const only = listed(values.only);
  const missing = PLANS.filter(
    (plan) =>
      (only.size === 0 || only.has(plan.fault)) && (again.has(plan.fault) || !existsSync(fileOf(plan))),
  );
  if (missing.length === 0) return;
  mkdirSync(CACHE, { recursive: true });
  const server = await startDemoServer();
  const parallel = Number(values.parallel);
  try {
    for (let i = 0; i < missing.length; i += parallel) {
      if (Date.now() + (SESSION_S + 20) * 1_000 > end) break;
      const batch = missing.slice(i, i + parallel);
      await Promise.all(
        batch.map(async (plan) => writeFileSync(fileOf(plan), await recordSession(plan, server.url))),
      );
    }
  } finally {
    await server.close();
  }
}

function reportOf(plan: Plan): FaultReport {
  const session = readSession(readFileSync(fileOf(plan), 'utf8'));
  const generatedAt = session.snapshots.at(-1)?.timestamp ?? 0;
  const report = generateReport({ ...session, generatedAt });
  const [first = ''] = report.summary;
  const isControl = plan.fault === 'none';
  const sentence = isControl
    ? report.summary.every((text) => plan.names.test(text))
      ? first
      : undefined
    : report.summary.find((text) => plan.names.test(text));
  return { ...plan, report, ...(sentence === undefined ? {} : { sentence }) };
}

await recordMissing();
const reports = PLANS.filter((plan) => existsSync(fileOf(plan))).map(reportOf);
const named = reports.filter(({ sentence }) => sentence !== undefined).length;
for (const { fault, report, sentence } of reports) {
  console.log(
    `${sentence === undefined ? 'MISSED' : 'named '} ${fault}: ${report.summary.join('\n         ')}`,
  );
}
console.log(`\n${String(named)} of ${String(PLANS.length)} sessions name their cause.`);
if (values.write) writeTable(reports);
if (values.json) console.log(JSON.stringify({ sessions: reports.length, of: PLANS.length, named }));
process.exitCode = named === PLANS.length ? 0 : 1;
