import { Command, Option } from 'commander';
import type { ExportOptions, ReportRange } from '@wasm-vitals/report';
import { parseChoice } from '../arguments/choice.js';
import { parseRange } from '../arguments/range.js';
import { OUTPUT_FORMATS, type OutputFormat } from '../arguments/run-options.js';
import { collectThreshold, type Threshold } from '../arguments/threshold.js';
import { formatOfFile } from '../output/out-file.js';

/** What `wasm-vitals report` was asked to do, checked. */
export interface ReportOptions {
  readonly file: string;
  readonly range?: ReportRange;
  /** An earlier recording or report, to compare with. */
  readonly previous?: string;
  readonly thresholds: readonly Threshold[];
  readonly format: OutputFormat;
  readonly table: NonNullable<ExportOptions['table']>;
  readonly out?: string;
  readonly quiet: boolean;
}

interface Flags {
  readonly range?: ReportRange;
  readonly previous?: string;
  readonly threshold: readonly Threshold[];
  readonly format?: OutputFormat;
  readonly table: ReportOptions['table'];
  readonly out?: string;
  readonly quiet?: boolean;
}

const TABLES = ['samples', 'functions'] as const;

const AFTER_HELP = `
Exit codes:
  0  made, and every threshold holds
  1  a threshold is broken
  2  wrong usage, or a file that can't be read
  3  the report could not be written

Examples:
  wasm-vitals run localhost:3000 --duration 15m --record session.jsonl.gz
  wasm-vitals report session.jsonl.gz --out report.html
  wasm-vitals report session.jsonl.gz --range 15m --previous last-week.json
  wasm-vitals report report.json --format markdown
`;

function toReportOptions(file: string, flags: Flags): ReportOptions {
  const { range, previous, out } = flags;
  return {
    file,
    thresholds: flags.threshold,
    format: flags.format ?? (out === undefined ? undefined : formatOfFile(out)) ?? 'text',
    table: flags.table,
    quiet: flags.quiet ?? false,
    ...(range === undefined ? {} : { range }),
    ...(previous === undefined ? {} : { previous }),
    ...(out === undefined ? {} : { out }),
  };
}

/** The `report` command. `start` is what it does once its arguments are right. */
export function createReportCommand(start: (options: ReportOptions) => void): Command {
  const option = (flags: string, text: string, parse?: (value: string, previous: never) => unknown) => {
    const made = new Option(flags, text);
    return parse ? made.argParser(parse as (value: string, previous: unknown) => unknown) : made;
  };
  return new Command('report')
    .description('Make a report of a recorded session, or write a JSON report in another format')
    .argument('<file>', 'recording of wasm-vitals run --record (or of startRecorder), or a JSON report')
    .addOption(
      option('--range <range>', '15m, 1h or 24h before the last snapshot, or FROM/TO as ISO times', (value) =>
        parseRange('--range', value),
      ),
    )
    .addOption(option('--previous <file>', 'an earlier recording or report, to compare with'))
    .addOption(
      option(
        '-t, --threshold <limit>',
        "fail unless it holds, e.g. 'rendering.fps>=30' (repeatable)",
        collectThreshold,
      ).default([], 'none'),
    )
    .addOption(
      option(
        '-f, --format <format>',
        'text, json, csv, html or markdown (default: by the name of --out, else text)',
        parseChoice('--format', OUTPUT_FORMATS),
      ),
    )
    .addOption(
      option('--table <table>', 'which table a CSV holds', parseChoice('--table', TABLES)).default('samples'),
    )
    .addOption(option('-o, --out <file>', 'write the report there'))
    .addOption(option('-q, --quiet', 'nothing but the report'))
    .addOption(option('--verbose', 'on an error, show where it came from'))
    .addHelpText('after', AFTER_HELP)
    .action((file: string, flags: Flags) => start(toReportOptions(file, flags)));
}
