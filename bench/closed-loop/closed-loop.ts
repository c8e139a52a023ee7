import process from 'node:process';
import { parseArgs } from 'node:util';
import { planRuns } from './plan.js';
import { recoveryOf } from './measure.js';
import { appendRecord, readRecords } from './record.js';
import { secondsOf, startSession } from './session.js';
import { printSimulation } from './simulate.js';
import { summarise, type Summary } from './summary.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '9.5' },
    repeats: { type: 'string', default: '1' },
    quiet: { type: 'string', default: '10' },
    only: { type: 'string', default: '' },
    simulated: { type: 'boolean', default: false },
    'summary-only': { type: 'boolean', default: false },
  },
});

/** Makes what is missing of the plan, as far as the time of this batch goes; another call goes on from there. */
async function runBatch(): Promise<number> {
  const end = Date.now() + Number(values.minutes) * 60_000;
  const done = new Set(readRecords().map(({ id }) => id));
  const open = planRuns(Number(values.repeats), Number(values.quiet)).filter(
    ({ id }) => !done.has(id) && new RegExp(values.only).test(id),
  );
  if (open.length === 0) return 0;
  const session = await startSession();
  let left = open.length;
  try {
    for (const run of open) {
      if (Date.now() + secondsOf(run) * 1000 > end) break;
      const record = await session.run(run);
      appendRecord(record);
      left -= 1;
      const steps = record.actions.map(({ action, event, level }) =>
        `${event} ${action} ${level?.to ?? ''}`.trim(),
      );
      console.error(`${run.id}: ${steps.join(', ') || 'no action'}`);
      if (run.mode !== 'quiet') await session.rest();
    }
  } finally {
    await session.close();
  }
  return left;
}

const percent = (share: number | undefined): string =>
  share === undefined ? '–' : `${(share * 100).toFixed(0)} %`;
const seconds = (value: number | undefined): string => (value === undefined ? '–' : `${value.toFixed(0)} s`);

function printRuns(): void {
  const records = readRecords();
  const plain = records.filter(({ mode }) => mode === 'plain');
  console.log('run                 healthy      lost     final  recovered  after   what');
  for (const record of records.filter(({ mode }) => mode === 'loop')) {
    const found = recoveryOf(record, plain);
    if (!found) continue;
    const figures = [found.healthy, found.lost, found.final].map((value) => value.toPrecision(3).padStart(9));
    const name = `${record.fault}, strength ${record.strength}`.padEnd(18);
    console.log(
      `${name} ${figures.join(' ')}  ${percent(found.share).padStart(9)}  ${seconds(found.seconds).padStart(5)}   ${found.what}`,
    );
  }
}

function printSummary(summary: Summary): void {
  console.log(
    '\nfault      runs  recovered  median share  median time  kept  taken back  flaps  not detected',
  );
  for (const [fault, row] of Object.entries(summary.byFault)) {
    console.log(
      [
        fault.padEnd(9),
        String(row.runs).padStart(5),
        String(row.recovered).padStart(10),
        percent(row.recoveredShare).padStart(13),
        seconds(row.medianSeconds).padStart(12),
        String(row.kept).padStart(5),
        String(row.wrong).padStart(11),
        String(row.flaps).padStart(6),
        String(row.undetected).padStart(13),
      ].join(' '),
    );
  }
  console.log(
    `\nall: ${percent(summary.recoveredShare)} of the loss made good, in a median of ${seconds(summary.medianSeconds)}`,
  );
  console.log(`placebo taken back: ${percent(summary.placeboReverted)} of ${summary.placeboTrials} trials`);
  console.log(`harmful taken back: ${percent(summary.harmfulReverted)} of ${summary.harmfulTrials} trials`);
  console.log(`actions in ${summary.quietRuns} fault-free runs of 5 minutes: ${summary.needlessActions}`);
  console.log(`load average while it ran (median): ${summary.medianLoad?.toFixed(1) ?? '–'}`);
}

if (values.simulated) {
  printSimulation();
  process.exit();
}
const left = values['summary-only'] ? 0 : await runBatch();
const summary = summarise(readRecords());
printRuns();
printSummary(summary);
if (left > 0) console.log(`\n${left} runs are still to be made: call it again.`);
if (values.json) console.log(JSON.stringify(summary));
