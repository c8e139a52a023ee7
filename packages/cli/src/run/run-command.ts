import { Command, Option } from 'commander';
import { METRICS } from '@wasm-vitals/protocol';
import { parseChoice } from '../arguments/choice.js';
import { spellDuration, parseDuration, type DurationLimits } from '../arguments/duration.js';
import { parseHeader } from '../arguments/header.js';
import { parsePageUrl } from '../arguments/page-url.js';
import { OUTPUT_FORMATS, type OutputFormat, type RunOptions } from '../arguments/run-options.js';
import { collectThreshold, type Threshold } from '../arguments/threshold.js';
import { parseViewport, type Viewport } from '../arguments/viewport.js';
import { LOAD_EVENTS, type LoadEvent } from '../browser/load-page.js';
import { cliError } from '../errors/cli-error.js';
import type { CliIo } from '../io.js';
import { formatOfFile } from '../output/out-file.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Under half a second there is no frame rate to speak of; over a day, a server should watch, not a command. */
const DURATION: DurationLimits = { least: 500, most: 24 * HOUR };
const TIMEOUT: DurationLimits = { least: 500, most: HOUR };
/** The monitor’s own limits. */
const INTERVAL: DurationLimits = { least: SECOND, most: 10 * MINUTE };
/** The report keeps each snapshot: a run has about a thousand at most unless an --interval is named. */
const MOST_SNAPSHOTS = 1_000;
const MOST_THROTTLE = 100;

/** What commander hands over: our parsers have checked each value. */
interface Flags {
  readonly duration: number;
  readonly interval?: number;
  readonly timeout: number;
  readonly waitUntil: LoadEvent;
  readonly waitFor?: string;
  readonly script?: string;
  readonly headed?: boolean;
  readonly viewport: Viewport;
  readonly cpuThrottle: number;
  readonly header: Readonly<Record<string, string>>;
  readonly insecure?: boolean;
  readonly threshold: readonly Threshold[];
  readonly failOnAlert?: boolean;
  readonly format?: OutputFormat;
  readonly out?: string;
  readonly record?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

const duration = (option: string, limits: DurationLimits) => (value: string) =>
  parseDuration(option, value, limits);

function parseThrottle(value: string): number {
  const rate = Number(value);
  if (value.trim() === '' || !(rate >= 1 && rate <= MOST_THROTTLE)) {
    const expected = `how many times slower, 1 to ${MOST_THROTTLE}, such as 4.`;
    throw cliError('bad-number', { option: '--cpu-throttle', value, expected });
  }
  return rate;
}

/** Options in the order of the help: what to do, how the browser is, what counts as broken, what comes out. */
function addOptions(command: Command): Command {
  const add = (
    flags: string,
    text: string,
    parse?: (value: string, previous: never) => unknown,
    initial?: unknown,
  ) => {
    const option = new Option(flags, text);
    if (parse) option.argParser(parse as (value: string, previous: unknown) => unknown);
    if (initial !== undefined) option.default(initial, describeDefault(initial));
    command.addOption(option);
  };
  add(
    '-d, --duration <time>',
    'how long to measure, once the page has loaded',
    duration('--duration', DURATION),
    30 * SECOND,
  );
  add(
    '--interval <time>',
    'time between snapshots (default: 1s, longer in runs of over 16 min)',
    duration('--interval', INTERVAL),
  );
  add('--timeout <time>', 'how long the page may take to load', duration('--timeout', TIMEOUT), 30 * SECOND);
  add(
    '--wait-until <event>',
    'what counts as loaded: load, domcontentloaded or commit',
    parseChoice('--wait-until', LOAD_EVENTS),
    'load',
  );
  add('--wait-for <selector>', 'begin only when this element exists');
  add('--script <file>', 'module that drives the page meanwhile: export default async (page) => …');
  add('--headed', 'show the browser');
  add('--viewport <size>', 'size of the page in CSS pixels', (value) => parseViewport('--viewport', value), {
    width: 1280,
    height: 720,
  });
  add('--cpu-throttle <factor>', 'slow the main thread down, 4 = four times slower', parseThrottle, 1);
  add('--header <line>', "request header 'Name: value', sent to every host (repeatable)", parseHeader, {});
  add('--insecure', 'accept certificates that are not trusted');
  add(
    '-t, --threshold <limit>',
    "fail unless it holds, e.g. 'rendering.fps>=30' (repeatable)",
    collectThreshold,
    [],
  );
  add('--fail-on-alert', 'fail where a warning or a critical alert was raised');
  add(
    '-f, --format <format>',
    'text, json, csv, html or markdown (default: by the name of --out, else text)',
    parseChoice('--format', OUTPUT_FORMATS),
  );
  add('-o, --out <file>', 'write the report there; the summary is still printed');
  add('--record <file>', 'keep the session too, for wasm-vitals report (.jsonl, or .jsonl.gz)');
  add('-q, --quiet', 'no progress and no notes, only the result');
  add('--verbose', 'on an error, show where it came from');
  return command;
}

function describeDefault(value: unknown): string | undefined {
  if (typeof value === 'number') return value >= SECOND ? spellDuration(value) : String(value);
  if (typeof value === 'object' && value !== null && 'width' in value) return '1280x720';
  return typeof value === 'string' ? value : 'none';
}

function toRunOptions(address: string, flags: Flags, cwd: string): RunOptions {
  const { waitFor, script, out, record } = flags;
  return {
    url: parsePageUrl(address, cwd),
    duration: flags.duration,
    interval: flags.interval ?? Math.max(SECOND, flags.duration / MOST_SNAPSHOTS),
    timeout: flags.timeout,
    waitUntil: flags.waitUntil,
    headed: flags.headed ?? false,
    viewport: flags.viewport,
    cpuThrottle: flags.cpuThrottle,
    headers: flags.header,
    insecure: flags.insecure ?? false,
    thresholds: flags.threshold,
    failOnAlert: flags.failOnAlert ?? false,
    format: flags.format ?? (out === undefined ? undefined : formatOfFile(out)) ?? 'text',
    quiet: flags.quiet ?? false,
    verbose: flags.verbose ?? false,
    ...(waitFor === undefined ? {} : { waitFor }),
    ...(script === undefined ? {} : { script }),
    ...(out === undefined ? {} : { out }),
    ...(record === undefined ? {} : { record }),
  };
}

const AFTER_HELP = `
Exit codes:
  0  measured, and every threshold holds
  1  a threshold is broken (or, with --fail-on-alert, an alert was raised)
  2  wrong usage: nothing was measured
  3  the page or the browser failed
  4  no WebAssembly was seen

Examples:
  wasm-vitals run https://example.com/app
  wasm-vitals run localhost:3000 --duration 10s --out report.html
  wasm-vitals run localhost:3000 -t 'rendering.fps>=30' -t 'wasm.memoryUsage<256MB' -t 'wasm.executionStats.p95<4ms'

Metrics for --threshold:
${Object.entries(METRICS)
  .map(([id, { label, unit }]) => `  ${id.padEnd(40)} ${label} (${unit})`)
  .join('\n')}
`;

/** The `run` command. `start` is what it does once its arguments are right. */
export function createRunCommand(
  io: Pick<CliIo, 'cwd'>,
  start: (options: RunOptions) => Promise<void>,
): Command {
  const command = new Command('run')
    .description('Measure any page that runs WebAssembly, without a change to it')
    .argument('<url>', 'address of the page, such as https://example.com, localhost:3000 or page.html')
    .addHelpText('after', AFTER_HELP);
  return addOptions(command).action((url: string, flags: Flags) => start(toRunOptions(url, flags, io.cwd)));
}
