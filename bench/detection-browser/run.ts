import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { startDemoServer } from '../../apps/cortical-column/server/demo-server.js';
import { watchMachine } from './machine.js';
import { planSessions, type PlannedSession } from './plan.js';
import { isRecorded, labelsFile, readSessions, writeSession } from './record.js';
import { judgeSession } from './judge-session.js';
import { printFailures, printScore, scoreSessions } from './score.js';
import { serveBench } from './serve.js';
import { runSession } from './session.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Time of this batch; another call goes on from there. */
    minutes: { type: 'string', default: '9.8' },
    /** Browsers at once: of the demo, and of the other pages. */
    demos: { type: 'string', default: '1' },
    others: { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
    rescore: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

/** A session's browser needs so long to start and to close. Seconds. */
const AROUND = 15;

async function bundleHarness(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@wasm-vitals/source', 'module', 'browser'] },
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('harness.ts', import.meta.url)),
        formats: ['iife'],
        name: 'benchHarness',
        fileName: 'harness',
      },
    },
  });
  const [first] = [output].flat();
  if (!first || !('output' in first)) throw new Error('nothing was built');
  return first.output[0].code;
}

/** Commit that last changed what is recorded or judged. */
function sourcesNow(): string {
  const paths = ['packages/sdk/src', 'packages/analysis/src', 'packages/protocol/src'];
  const commit = execFileSync('git', ['log', '-1', '--format=%h', '--', ...paths], { encoding: 'utf8' });
  const changed = execFileSync('git', ['status', '--porcelain', '--', ...paths], { encoding: 'utf8' });
  return commit.trim() + (changed.trim() ? '+' : '');
}

/** Records what is missing of the plan, as far as the time of this batch goes. Gives back how many are still missing. */
async function runBatch(): Promise<number> {
  const end = Date.now() + Number(values.minutes) * 60_000;
  const open = planSessions().filter(({ id }) => !isRecorded(id) && new RegExp(values.only).test(id));
  if (open.length === 0) return 0;
  const harness = await bundleHarness();
  const demo = await startDemoServer();
  const pages = await serveBench();
  const machine = watchMachine();
  const deps = { harness, demoUrl: demo.url, origin: pages.origin, machine, sources: sourcesNow() };

  async function runLane(fits: (plan: PlannedSession) => boolean): Promise<void> {
    for (;;) {
      const at = open.findIndex((plan) => fits(plan) && Date.now() + (plan.seconds + AROUND) * 1000 <= end);
      const [plan] = at < 0 ? [] : open.splice(at, 1);
      if (!plan) return;
      try {
        const { record, lines } = await runSession(plan, deps);
        writeSession(record, lines);
        console.error(`${plan.id}: ${(record.cpuShare * 100).toFixed(0)} % of a core`);
      } catch (error) {
        console.error(`${plan.id}: ${String(error)}`);
      }
    }
  }

  const isDemo = ({ page }: PlannedSession): boolean => page === 'demo';
  await Promise.all([
    ...Array.from({ length: Number(values.demos) }, () => runLane(isDemo)),
    ...Array.from({ length: Number(values.others) }, () => runLane((plan) => !isDemo(plan))),
  ]);
  machine.stop();
  await Promise.all([demo.close(), pages.close()]);
  return open.length;
}

const missing = values.rescore ? 0 : await runBatch();
const known = new Set(planSessions().map(({ id }) => id));
const sessions = readSessions()
  .filter(({ id }) => known.has(id) && new RegExp(values.only).test(id))
  .map(judgeSession);
for (const { record, labels } of sessions) {
  const plain = labels.map(({ type, start, end, material }) => ({ type, start, end, material }));
  writeFileSync(labelsFile(record.id), `${JSON.stringify(plain)}\n`);
}
if (values.list) printFailures(sessions);
const score = scoreSessions(sessions);
printScore(score);
if (missing > 0) console.log(`\n${missing} sessions are still to be recorded: call it again.`);
if (values.json) console.log(JSON.stringify(score));
