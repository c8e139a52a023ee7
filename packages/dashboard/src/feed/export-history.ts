import type { Snapshot } from '@wasm-vitals/protocol';
import { METRICS } from '@wasm-vitals/protocol';
import { readMetric } from '@wasm-vitals/analysis';
import type { Feed } from './feed.js';

export interface ExportFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** Writes a feed as a file of one format; the host may bring others, such as an HTML report. */
export type Exporter = (feed: Feed) => ExportFile | Promise<ExportFile>;

const stamp = (time: number): string => new Date(time).toISOString().replaceAll(':', '-').slice(0, 19);

function nameOf(feed: Feed, suffix: string): string {
  const newest = feed.history().at(-1)?.timestamp ?? Date.now();
  return `wasm-vitals-${stamp(newest)}.${suffix}`;
}

/** Everything that the feed has, as it is. */
const toJson: Exporter = (feed) => ({
  name: nameOf(feed, 'json'),
  type: 'application/json',
  text: JSON.stringify(
    {
      application: feed.application,
      history: feed.history(),
      alerts: feed.alerts(),
      recommendations: feed.recommendations(),
      actions: feed.actions?.() ?? [],
    },
    undefined,
    2,
  ),
});

/** One row a snapshot, one column a metric of the catalogue. An absent reading is an empty field. */
function csvOf(history: readonly Snapshot[]): string {
  const ids = Object.keys(METRICS);
  const rows = history.map((snapshot) =>
    [new Date(snapshot.timestamp).toISOString(), snapshot.interval, snapshot.visibility]
      .concat(ids.map((id) => readMetric(snapshot, id) ?? ''))
      .join(','),
  );
  return [['timestamp', 'interval', 'visibility', ...ids].join(','), ...rows, ''].join('\r\n');
}

const toCsv: Exporter = (feed) => ({
  name: nameOf(feed, 'csv'),
  type: 'text/csv',
  text: csvOf(feed.history()),
});

/** A report for people, in one file. Its code is loaded only when someone asks for it. */
const toHtml: Exporter = async (feed) => {
  const { exportReport, generateReport } = await import('@wasm-vitals/report');
  const report = generateReport({
    snapshots: feed.history(),
    generatedAt: feed.history().at(-1)?.timestamp ?? Date.now(),
    alerts: feed.alerts(),
    recommendations: feed.recommendations(),
    actions: feed.actions?.() ?? [],
    ...(feed.application ? { application: feed.application } : {}),
  });
  return { name: nameOf(feed, 'html'), type: 'text/html', text: exportReport(report, 'html') };
};

export const EXPORTERS: Readonly<Record<string, Exporter>> = { json: toJson, csv: toCsv, html: toHtml };

/** Hands a file to the user. */
export function download(file: ExportFile): void {
  const url = URL.createObjectURL(new Blob([file.text], { type: file.type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  // The browser has taken the URL over by then, but not always within the same task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
