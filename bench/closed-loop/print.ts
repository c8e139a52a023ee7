import { recoveryOf } from './measure.js';
import type { RunRecord } from './record.js';
import type { Summary } from './summary.js';

const percent = (share: number | undefined): string =>
  share === undefined ? '–' : `${(share * 100).toFixed(0)} %`;
const seconds = (value: number | undefined): string => (value === undefined ? '–' : `${value.toFixed(0)} s`);

function firstAlert({ alerts, onset }: RunRecord): number | undefined {
  const times = alerts.map(({ openedAt }) => (openedAt - onset) / 1000).filter((time) => time >= 0);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Each run with the loop against the same one without it. */
export function printRuns(records: readonly RunRecord[]): void {
  const plain = records.filter(({ mode }) => mode === 'plain');
  console.log('run            alert  healthy  without     with  recovered  after  of what, and by what');
  for (const record of records.filter(({ mode }) => mode === 'loop')) {
    const found = recoveryOf(record, plain);
    const name = `${record.fault}, ${record.strength}`.padEnd(13);
    const alert = seconds(firstAlert(record)).padStart(6);
    if (!found) {
      console.log(`${name} ${alert}  lost nothing, or was not run without the loop`);
      continue;
    }
    const figures = [found.healthy, found.lost, found.final].map((value) => value.toPrecision(3).padStart(8));
    const steps = record.actions.map(({ action, event }) => `${event} ${action}`);
    const recovered = percent(found.share).padStart(10);
    console.log(
      `${name} ${alert} ${figures.join(' ')} ${recovered} ${seconds(found.seconds).padStart(6)}  ${found.what}; ${steps.join(', ')}`,
    );
  }
}

function printFaults({ byFault }: Summary): void {
  console.log(
    '\nfault      runs  recovered  median share  median time  kept  taken back  flaps  not detected',
  );
  for (const [fault, row] of Object.entries(byFault)) {
    console.log(
      [
        fault.padEnd(9),
        String(row.runs).padStart(5),
        `${row.recovered} of ${row.lossy}`.padStart(10),
        percent(row.recoveredShare).padStart(13),
        seconds(row.medianSeconds).padStart(12),
        String(row.kept).padStart(5),
        String(row.wrong).padStart(11),
        String(row.flaps).padStart(6),
        String(row.undetected).padStart(13),
      ].join(' '),
    );
  }
}

export function printSummary(summary: Summary): void {
  printFaults(summary);
  const { placeboReverted, placeboRevertedLow, harmfulReverted, harmfulRevertedLow, harmfulNamed } = summary;
  console.log(
    `\nfaults with a fitting action: ${percent(summary.recoveredShare)} of the loss made good, in ${seconds(summary.medianSeconds)} from onset (medians)`,
  );
  console.log(
    `placebo taken back: ${percent(placeboReverted)} of ${summary.placeboTrials} trials (95 %: at least ${percent(placeboRevertedLow)})`,
  );
  console.log(
    `harmful taken back: ${percent(harmfulReverted)} of ${summary.harmfulTrials} trials (95 %: at least ${percent(harmfulRevertedLow)}); as harmful: ${percent(harmfulNamed)}`,
  );
  console.log(`actions in ${summary.quietRuns} fault-free runs of 5 minutes: ${summary.needlessActions}`);
  console.log(
    `runs left out because the machine was not free: ${summary.discarded}; load average (median): ${summary.medianLoad?.toFixed(1) ?? '–'}`,
  );
}
