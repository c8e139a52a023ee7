import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readLabels, readRecording, replay, scoreReplay } from '@wasm-vitals/analysis';
import type { ReplayResult, ReplayScore } from '@wasm-vitals/analysis';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
if (positionals.length === 0) {
  console.error('usage: npm run replay -- FILE… [--json]');
  process.exit(2);
}

interface Replayed extends ReplayResult {
  readonly file: string;
  readonly score?: ReplayScore;
}

/** `session.jsonl` has its labels in `session.labels.json`, or in `session.jsonl.labels.json`. */
function labelsBeside(file: string): string | undefined {
  return [`${file.replace(/\.[^./\\]+$/, '')}.labels.json`, `${file}.labels.json`].find((path) =>
    existsSync(path),
  );
}

function replayFile(file: string): Replayed {
  const result = replay(readRecording(readFileSync(file, 'utf8')));
  const labels = labelsBeside(file);
  return {
    file,
    ...result,
    ...(labels === undefined ? {} : { score: scoreReplay(result, readLabels(readFileSync(labels, 'utf8'))) }),
  };
}

const share = (value: number | undefined): string =>
  value === undefined ? '-' : `${(value * 100).toFixed(0)} %`;

function print({ file, seconds, incidents, score }: Replayed): void {
  console.log(`${file}: ${seconds.toFixed(0)} s, ${String(incidents.length)} incidents`);
  for (const { start, end, severity, title, message } of incidents) {
    console.log(
      `  ${start.toFixed(0).padStart(6)} to ${end.toFixed(0)} s  ${severity.padEnd(8)} ${title}: ${message}`,
    );
  }
  if (!score) return;
  const { faults, found, falseIncidents, precision, recall, within30s } = score;
  console.log(
    `  ${String(found)} of ${String(faults)} faults found (recall ${share(recall)}, in 30 s ${share(within30s)}), ` +
      `${String(falseIncidents)} false incidents (precision ${share(precision)})`,
  );
}

try {
  const files = positionals.map(replayFile);
  if (values.json) console.log(JSON.stringify({ files }));
  else files.forEach(print);
} catch (error) {
  console.error(`replay: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
