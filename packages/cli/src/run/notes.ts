import type { RunOptions } from '../arguments/run-options.js';
import type { Measurement } from '../measure/measure-page.js';
import { activeWasm } from '../measure/active-wasm.js';
import type { FrameRecord } from '../measure/recording.js';

const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Addresses in notes are for recognising, not for copying: a blob's or a data address says nothing in full. */
function shortAddress(address: string): string {
  const plain = address.startsWith('data:') ? 'data:…' : address;
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
}

const names = (addresses: readonly string[]): string =>
  [...new Set(addresses.map(shortAddress))].slice(0, 3).join(', ');

function workerNotes({ workers }: Measurement): readonly string[] {
  const silent = workers.filter(({ answered }) => !answered);
  const active = workers.filter(({ snapshots }) => snapshots.some(({ wasm }) => activeWasm(wasm)));
  const urls = (some: typeof workers): string => names(some.map(({ url }) => url));
  return [
    ...(active.length > 0
      ? [
          `WebAssembly in ${many(active.length, 'worker')} is included (${urls(active)}), from just after their start ` +
            'on. Its time is not of the main thread.',
        ]
      : []),
    ...(silent.length > 0
      ? [`${many(silent.length, 'worker')} did not answer and could not be measured (${urls(silent)}).`]
      : []),
  ];
}

function frameNote({ frames }: Measurement, subject: FrameRecord, options: RunOptions): string | undefined {
  const withWasm = frames.filter(({ snapshots }) => snapshots.some(({ wasm }) => activeWasm(wasm)));
  const others = withWasm.filter((frame) => frame !== subject);
  if (others.length > 0) {
    const also = names(others.map(({ url }) => url));
    return `Figures are of the frame with the most WebAssembly, ${shortAddress(subject.url)}. Also seen: ${also}.`;
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
    ...workerNotes(measurement),
    frameNote(measurement, subject, options),
    subject.documents > 1
      ? `The page navigated: ${many(subject.documents, 'document')} joined in order of time.`
      : undefined,
    pageErrorNote(measurement, options),
    failed.length > 0 ? `Not measured, because a collector failed: ${failed.join('; ')}` : undefined,
    options.cpuThrottle === 1 ? undefined : `The main thread was slowed down ${options.cpuThrottle} times.`,
  ].filter((note) => note !== undefined);
}
