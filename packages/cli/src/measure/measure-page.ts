import type { Frame } from 'playwright-core';
import { spellDuration } from '../arguments/duration.js';
import type { RunOptions } from '../arguments/run-options.js';
import { injectMonitor, type Injection } from '../browser/inject.js';
import { launchBrowser } from '../browser/launch-browser.js';
import { isTimeout, loadPage } from '../browser/load-page.js';
import { watchWorkers, type WorkerRecord, type WorkerWatch } from '../browser/watch-workers.js';
import { openSession, type PageEnd, type Session } from '../browser/open-session.js';
import { asCliError, cliError, reasonOf, type CliError } from '../errors/cli-error.js';
import type { LiveState } from '../live/live-state.js';
import { mergeWorkers } from './merge-workers.js';
import { createRecording, type FrameRecord, type Recording } from './recording.js';
import type { Scenario } from './scenario.js';

export interface MeasureDeps {
  readonly bundle: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly scenario: Scenario | undefined;
  /** Resolves at Ctrl-C. */
  readonly interrupted: Promise<'interrupted'>;
  show(state: LiveState): void;
}

export interface Measurement {
  readonly frames: readonly FrameRecord[];
  readonly browser: string;
  readonly workers: readonly WorkerRecord[];
  readonly pageErrors: Session['pageErrors'];
  /** False where the page did not hand over its last interval. */
  readonly complete: boolean;
  readonly interrupted: boolean;
  /** What ended it early, where something did; what was measured until then is in `frames`. */
  readonly failure?: CliError;
}

/** A busy page answers between two of its tasks; one that does not answer in this time never will. */
const FLUSH_PATIENCE = 5_000;
/** How often the clock on the screen moves. */
const REDRAW = 500;

type Ending = 'over' | 'interrupted' | PageEnd;

interface Run {
  readonly options: RunOptions;
  readonly deps: MeasureDeps;
  readonly session: Session;
  readonly recording: Recording;
  readonly workers: WorkerWatch;
  /** Resolves with why, when the page is gone or the user wants to stop. */
  readonly stopped: Promise<Ending>;
}

function failureOf(ending: Ending, url: string, measuredSince: number | undefined): CliError | undefined {
  const after =
    measuredSince === undefined
      ? 'while it was loading'
      : `after ${spellDuration(Math.round((Date.now() - measuredSince) / 100) * 100)}`;
  if (ending === 'crashed') return cliError('page-crashed', { url, after });
  if (ending === 'closed') return cliError('page-closed', { url, after });
  if (ending === 'browser-gone') return cliError('browser-gone', { url });
  return undefined;
}

/** Opens the page and brings it to where the measurement begins. Rejects with what is wrong with the page. */
async function prepare({ options, session }: Run): Promise<'ready'> {
  const { page } = session;
  await loadPage(page, options.url.href, options);
  if (options.waitFor === undefined) return 'ready';
  try {
    await page.waitForSelector(options.waitFor, { state: 'attached', timeout: options.timeout });
  } catch (error) {
    const selector = options.waitFor;
    if (!isTimeout(error)) throw cliError('bad-selector', { selector, reason: reasonOf(error) }, error);
    throw cliError('selector-missing', { selector, timeout: spellDuration(options.timeout) }, error);
  }
  return 'ready';
}

/** Runs the user's scenario beside the clock. Resolves never: only its failure ends the measurement. */
async function play({ deps, session }: Run): Promise<never> {
  try {
    await deps.scenario?.play(session.page);
  } catch (error) {
    throw cliError('script-failed', { file: deps.scenario?.file ?? '', reason: reasonOf(error) }, error);
  }
  return new Promise<never>(() => {});
}

/** The loser of a race may still fail later, when the browser closes under it: nobody is there to hear it. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** The last interval of each worker, for the values on the screen. */
function newestOf(workers: readonly WorkerRecord[]): readonly WorkerRecord[] {
  return workers.map((worker) => ({ ...worker, snapshots: worker.snapshots.slice(-1) }));
}

async function waitForEnd(run: Run): Promise<Ending> {
  const { options, deps, recording, workers, stopped } = run;
  const startedAt = Date.now();
  const show = (): void => {
    const elapsed = Math.min(options.duration, Date.now() - startedAt);
    const newest = recording.newest();
    const [snapshot] = newest ? mergeWorkers([newest], newestOf(workers.records())) : [];
    deps.show({ phase: 'measuring', elapsed, duration: options.duration, ...(snapshot ? { snapshot } : {}) });
  };
  show();
  const redraw = setInterval(show, REDRAW);
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<Ending>((resolve) => {
    timer = setTimeout(() => resolve('over'), options.duration);
  });
  try {
    return await Promise.race([over, stopped, quietly(play(run))]);
  } finally {
    clearInterval(redraw);
    clearTimeout(timer);
  }
}

/** From the empty page to the end of the measurement, whatever ends it. */
async function drive(run: Run): Promise<{ ending: Ending; failure?: CliError }> {
  const url = run.options.url.href;
  let measuredSince: number | undefined;
  try {
    const prepared = await Promise.race([run.stopped, quietly(prepare(run))]);
    if (prepared === 'ready') measuredSince = Date.now();
    const ending = prepared === 'ready' ? await waitForEnd(run) : prepared;
    const failure = failureOf(ending, url, measuredSince);
    return { ending, ...(failure ? { failure } : {}) };
  } catch (error) {
    // a page that dies rejects whatever waits for it, a moment before or after it tells that it died
    const death = await Promise.race([
      run.session.ended,
      new Promise<'over'>((r) => setTimeout(r, 500, 'over')),
    ]);
    const failure = failureOf(death, url, measuredSince);
    // a scenario that failed ends the measurement, but what was measured until then stands
    if (!failure && measuredSince !== undefined) return { ending: 'over', failure: asCliError(error) };
    if (!failure) throw error;
    return { ending: death, failure };
  }
}

async function measureSession(
  options: RunOptions,
  deps: MeasureDeps,
  session: Session,
): Promise<Measurement> {
  const { page } = session;
  const recording = createRecording(page.mainFrame());
  deps.show({ phase: 'loading', elapsed: 0, duration: options.duration });
  const injection: Injection = await injectMonitor(page, {
    bundle: deps.bundle,
    interval: options.interval,
    onMessage: (frame: Frame, message) => recording.receive(frame, message),
  });
  const workers = watchWorkers(page, { bundle: deps.bundle, interval: options.interval });
  const stopped = Promise.race([deps.interrupted, session.ended]);
  const run: Run = { options, deps, session, recording, workers, stopped };
  const { ending, failure } = await drive(run).finally(workers.stop);
  const alive = ending === 'over' || ending === 'interrupted';
  const [complete] = alive
    ? await Promise.all([injection.flush(FLUSH_PATIENCE), workers.flush(FLUSH_PATIENCE)])
    : [false];
  return {
    frames: recording.frames(),
    browser: `Chromium ${page.context().browser()?.version() ?? ''}`.trim(),
    workers: workers.records(),
    pageErrors: session.pageErrors,
    complete,
    interrupted: ending === 'interrupted',
    ...(failure ? { failure } : {}),
  };
}

/**
 * Starts a browser, opens the page with the monitor in it, waits, and reads what was measured. The browser is closed on
 * every way out.
 * @throws {CliError} where the browser or the page could not be brought to the start of the measurement
 */
export async function measurePage(options: RunOptions, deps: MeasureDeps): Promise<Measurement> {
  deps.show({ phase: 'starting', elapsed: 0, duration: options.duration });
  const { browser } = await launchBrowser({ headed: options.headed, env: deps.env });
  const session = await openSession(browser, options).catch(async (error: unknown) => {
    await browser.close().catch(() => {});
    throw error;
  });
  try {
    return await measureSession(options, deps, session);
  } finally {
    await session.close();
  }
}
