import { EXIT, type ExitCode } from '../exit-codes.js';

/** What a person reads: what was wrong, what was expected, what to do. */
export interface ErrorText {
  readonly message: string;
  readonly expected?: string;
  readonly remedy?: string;
}

interface Entry<Details> {
  readonly exit: ExitCode;
  readonly text: (details: Details) => ErrorText;
}

const entry = <Details>(exit: ExitCode, text: (details: Details) => ErrorText): Entry<Details> => ({
  exit,
  text,
});

interface BadValue {
  readonly option: string;
  readonly value: string;
}

interface PageFault {
  readonly url: string;
  readonly reason: string;
}

/** Every error that the command line tells people about, by its stable code. To add one is to add a row. */
export const ERRORS = {
  'wrong-usage': entry<{ message: string; remedy?: string }>(EXIT.usage, (d) => d),
  'bad-duration': entry<BadValue & { least: string; most: string }>(EXIT.usage, (d) => ({
    message: `${d.option} can't be "${d.value}".`,
    expected: `a length of time from ${d.least} to ${d.most}, such as 500ms, 30s or 2m (a number alone is seconds).`,
  })),
  'bad-viewport': entry<BadValue>(EXIT.usage, (d) => ({
    message: `${d.option} can't be "${d.value}".`,
    expected: 'width and height in CSS pixels, 1 to 10000 each, such as 1280x720.',
  })),
  'bad-number': entry<BadValue & { expected: string }>(EXIT.usage, (d) => ({
    message: `${d.option} can't be "${d.value}".`,
    expected: d.expected,
  })),
  'bad-choice': entry<BadValue & { choices: readonly string[] }>(EXIT.usage, (d) => ({
    message: `${d.option} can't be "${d.value}".`,
    expected: `one of ${d.choices.join(', ')}.`,
  })),
  'bad-header': entry<BadValue>(EXIT.usage, (d) => ({
    message: `${d.option} can't be "${d.value}".`,
    expected: "a name and a value, such as 'Authorization: Bearer abc'.",
  })),
  'bad-threshold': entry<BadValue & { why: string; expected: string }>(EXIT.usage, (d) => ({
    message: `${d.option} can't be "${d.value}": ${d.why}`,
    expected: d.expected,
  })),
  'bad-url': entry<{ value: string; why: string }>(EXIT.usage, (d) => ({
    message: `"${d.value}" can't be opened: ${d.why}`,
    expected:
      'an address such as https://example.com/app, localhost:3000, or the path of a local .html file.',
  })),
  'bad-script': entry<{ file: string; why: string }>(EXIT.usage, (d) => ({
    message: `--script ${d.file}: ${d.why}`,
    expected: 'a JavaScript module whose default export is `async (page) => { … }` (a Playwright page).',
  })),
  'out-unwritable': entry<{ option: string; file: string; reason: string }>(EXIT.usage, (d) => ({
    message: `${d.option} ${d.file} can't be written: ${d.reason}.`,
    remedy: 'Name a file in an existing folder that you may write to. Nothing was measured yet.',
  })),
  'file-unreadable': entry<{ file: string; reason: string }>(EXIT.usage, (d) => ({
    message: `${d.file} can't be read: ${d.reason}.`,
    expected: 'a recording (wasm-vitals run URL --record session.jsonl.gz) or a JSON report (--format json).',
  })),
  'not-a-session': entry<{ file: string; reason: string }>(EXIT.usage, (d) => ({
    message: `${d.file} is neither a recording nor a JSON report: ${d.reason}.`,
    expected: 'a recording (wasm-vitals run URL --record session.jsonl.gz) or a JSON report (--format json).',
  })),
  'bad-range': entry<BadValue & { why: string }>(EXIT.usage, (d) => ({
    message: `${d.option} can't be "${d.value}": ${d.why}`,
    expected:
      "15m, 1h or 24h before the last snapshot, or two times such as '2026-01-31T10:00Z/2026-01-31T11:00Z'.",
  })),
  'only-recordings': entry<{ option: string; file: string }>(EXIT.usage, (d) => ({
    message: `${d.option} needs a recording, and ${d.file} is a report: its snapshots are gone.`,
    remedy: 'Record with wasm-vitals run URL --record session.jsonl.gz, and make reports of that file.',
  })),
  'out-failed': entry<{ file: string; reason: string }>(EXIT.failed, (d) => ({
    message: `The run is over, but ${d.file} can't be written any more: ${d.reason}.`,
    remedy: 'The summary above is complete. Make room or choose another --out, and run again.',
  })),
  'sdk-missing': entry<Record<never, never>>(EXIT.failed, () => ({
    message: 'The script that measures the page is missing: wasm-vitals is not built.',
    remedy: 'In a checkout, run `npm run build`. Otherwise install the package again.',
  })),
  'browser-missing': entry<{ reason?: string }>(EXIT.failed, (d) => ({
    message: d.reason ?? 'No Chromium or Chrome was found.',
    remedy:
      'Install one (Debian: apt-get install chromium; anywhere: npx playwright install chromium), ' +
      'or set CHROMIUM_PATH to its executable.',
  })),
  'browser-failed': entry<{ path: string; reason: string }>(EXIT.failed, (d) => ({
    message: `The browser ${d.path} did not start: ${d.reason}`,
    remedy:
      'Check that it starts by hand, or set CHROMIUM_PATH to another Chromium. --verbose shows its output.',
  })),
  'no-display': entry<Record<never, never>>(EXIT.failed, () => ({
    message: '--headed needs a display, and there is none (DISPLAY and WAYLAND_DISPLAY are not set).',
    remedy: 'Leave --headed away, or run under a display such as xvfb-run.',
  })),
  'browser-gone': entry<{ url: string }>(EXIT.failed, (d) => ({
    message: `The browser ended before the measurement of ${d.url} was over.`,
    remedy: 'It was closed or killed, perhaps for want of memory. Try again, or a shorter --duration.',
  })),
  'page-refused': entry<PageFault>(EXIT.failed, (d) => ({
    message: `${d.url} can't be reached: ${d.reason}.`,
    remedy: 'Is the server running, and are host and port right?',
  })),
  'page-timeout': entry<{ url: string; timeout: string; waitedFor: string }>(EXIT.failed, (d) => ({
    message: `${d.url} did not finish loading in ${d.timeout}: ${d.waitedFor}`,
    remedy: 'Give it longer with --timeout 2m, or measure before it is complete with --wait-until commit.',
  })),
  'page-status': entry<{ url: string; status: number; statusText: string }>(EXIT.failed, (d) => ({
    message: `${d.url} answered ${[d.status, d.statusText].join(' ').trim()}: an error page is not measured.`,
    remedy: 'Check the address. Where the page wants a login, pass it with --header.',
  })),
  'page-failed': entry<PageFault>(EXIT.failed, (d) => ({
    message: `${d.url} can't be opened: ${d.reason}.`,
    remedy: 'Check that the address opens in a browser. --verbose shows more.',
  })),
  'page-crashed': entry<{ url: string; after: string }>(EXIT.failed, (d) => ({
    message: `${d.url} crashed ${d.after}.`,
    remedy: 'Its process ended, often for want of memory. What was measured until then is above.',
  })),
  'page-closed': entry<{ url: string; after: string }>(EXIT.failed, (d) => ({
    message: `${d.url} was closed ${d.after}.`,
    remedy: 'The page or a person closed it. What was measured until then is above.',
  })),
  'selector-missing': entry<{ selector: string; timeout: string }>(EXIT.failed, (d) => ({
    message: `--wait-for "${d.selector}": no such element came within ${d.timeout}.`,
    remedy: 'Check the selector, or give it longer with --timeout 2m.',
  })),
  'bad-selector': entry<{ selector: string; reason: string }>(EXIT.usage, (d) => ({
    message: `--wait-for can't be "${d.selector}": ${d.reason}`,
    expected: "a CSS selector, such as '#app canvas'.",
  })),
  'script-failed': entry<{ file: string; reason: string }>(EXIT.failed, (d) => ({
    message: `--script ${d.file} failed: ${d.reason}`,
    remedy: '--verbose shows where.',
  })),
  'not-measured': entry<{ url: string; reason: string }>(EXIT.failed, (d) => ({
    message: `${d.url} gave no measurement: ${d.reason}.`,
    remedy: 'Its main thread may be blocked from the start. Try a longer --duration.',
  })),
  internal: entry<{ reason: string }>(EXIT.failed, (d) => ({
    message: `Something went wrong inside wasm-vitals: ${d.reason}`,
    remedy: 'Run again with --verbose and report it with that output.',
  })),
} as const;

export type ErrorCode = keyof typeof ERRORS;

export type ErrorDetails<Code extends ErrorCode> = Parameters<(typeof ERRORS)[Code]['text']>[0];
