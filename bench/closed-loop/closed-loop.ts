import process from 'node:process';
import { parseArgs } from 'node:util';
import { runBatch } from './batch.js';
import { isValid } from './measure.js';
import { planRuns } from './plan.js';
import { printRuns, printSummary } from './print.js';
import { readRecords } from './record.js';
import { printSimulatedChain } from './simulate-chain.js';
import { printSimulation } from './simulate.js';
import { summarise } from './summary.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '9.5' },
    pages: { type: 'string', default: '2' },
    repeats: { type: 'string', default: '1' },
    quiet: { type: 'string', default: '10' },
    only: { type: 'string', default: '' },
    simulated: { type: 'boolean', default: false },
    'summary-only': { type: 'boolean', default: false },
  },
});

/** Makes what is missing of the plan, as far as the time of this batch goes; another call goes on from there. */
async function goOn(): Promise<number> {
  const done = new Set(
    readRecords()
      .filter(isValid)
      .map(({ id }) => id),
  );
  const plan = planRuns(Number(values.repeats), Number(values.quiet));
  const open = plan.filter(({ id }) => !done.has(id) && new RegExp(values.only).test(id));
  if (open.length === 0) return 0;
  return runBatch(open, { minutes: Number(values.minutes), pages: Number(values.pages) });
}

if (values.simulated) {
  printSimulation();
  await printSimulatedChain();
  process.exit();
}
const left = values['summary-only'] ? 0 : await goOn();
const records = readRecords();
const summary = summarise(records);
printRuns(records.filter(isValid));
printSummary(summary);
if (left > 0) console.log(`\n${left} runs are still to be made: call it again.`);
if (values.json) console.log(JSON.stringify(summary));
