import type { RunOptions } from '../arguments/run-options.js';
import type { Measurement } from '../measure/measure-page.js';
import type { FrameRecord } from '../measure/recording.js';

const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Addresses in notes are for recognising, not for copying: a blob's or a data address says nothing in full. */
function shortAddress(address: string): string {
  const plain = address.startsWith('data:') ? 'data:…' : address;
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
}

function workerNote({ workers }: Measurement): string | undefined {
  if (workers.length === 0) return undefined;
  const names = [...new Set(workers.map(shortAddress))].slice(0, 3).join(', ');
  const verb = workers.length === 1 ? 'was seen and is' : 'were seen and are';
  return `${many(workers.length, 'worker')} ${verb} not measured: WebAssembly in them is missing here (${names}).`;
}

function frameNote({ frames }: Measurement, subject: FrameRecord, options: RunOptions): string | undefined {
  const withWasm = frames.filter(({ snapshots }) =>
    snapshots.some(({ wasm }) => 'status' in wasm && wasm.status === 'active'),
  );
  const others = withWasm.filter((frame) => frame !== subject);
  if (others.length > 0) {
    const names = others.map(({ url }) => shortAddress(url)).join(', ');
    return `Figures are of the frame with the most WebAssembly, ${shortAddress(subject.url)}. Also seen: ${names}.`;
  }
  const elsewhere = frames.length > 1 && subject.url !== options.url.href && withWasm.length === 1;
  return elsewhere ? `WebAssembly runs in a frame: figures are of ${shortAddress(subject.url)}.` : undefined;
}

function pageErrorNote({ pageErrors }: Measurement, { verbose }: RunOptions): string | undefined {
  if (pageErrors.count === 0) return undefined;
  const shown = verbose ? pageErrors.first : pageErrors.first.slice(0, 1);
  return `The page threw ${many(pageErrors.count, 'error')} that it did not catch: ${shown.join(' | ')}`;
}

function failedCollectors({ snapshots }: FrameRecord): readonly string[] {
  const newest = snapshots.at(-1);
  if (!newest) return [];
  const { overhead, wasm, memory, rendering, network, interaction } = newest;
  return Object.entries({ overhead, wasm, memory, rendering, network, interaction }).flatMap(
    ([part, section]) => ('error' in section ? [`${part}: ${section.error}`] : []),
  );
}

/** What a reader must know to judge the figures, in order of weight. */
export function notesOf(
  options: RunOptions,
  measurement: Measurement,
  subject: FrameRecord,
): readonly string[] {
  const failed = failedCollectors(subject);
  return [
    measurement.complete || measurement.failure
      ? undefined
      : 'The page did not answer at the end (its main thread is blocked): the last interval is missing.',
    workerNote(measurement),
    frameNote(measurement, subject, options),
    subject.documents > 1
      ? `The page navigated: ${many(subject.documents, 'document')} joined in order of time.`
      : undefined,
    pageErrorNote(measurement, options),
    failed.length > 0 ? `Not measured, because a collector failed: ${failed.join('; ')}` : undefined,
    options.cpuThrottle === 1 ? undefined : `The main thread was slowed down ${options.cpuThrottle} times.`,
  ].filter((note) => note !== undefined);
}
