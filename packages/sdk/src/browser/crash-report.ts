/** Chromium's store of what goes into the crash report that it sends to the page's own reporting endpoint. */
interface CrashReportContext {
  initialize(bytes: number): Promise<void>;
  set(key: string, value: string): Promise<void>;
}

/** What is set is sent with the report of a crash, where the host has named a `crash-reporting` endpoint. */
const MOST_BYTES = 4_096;

/**
 * Writes one entry of the browser's own crash report, or undefined where it keeps none. The host may have set the store
 * up before us, in its own size: then a write that doesn't fit is lost, and nothing else.
 */
export function openCrashReport(): ((key: string, value: string) => void) | undefined {
  const { crashReport } = globalThis as { crashReport?: CrashReportContext };
  if (typeof crashReport?.initialize !== 'function') return undefined;
  const ready = Promise.resolve(crashReport.initialize(MOST_BYTES)).catch(() => undefined);
  return (key, value) => {
    void ready.then(() => crashReport.set(key, value)).catch(() => undefined);
  };
}
