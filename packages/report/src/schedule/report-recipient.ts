import type { DurationMs, Report } from '@wasm-vitals/protocol';
import { exportReport, type ExportFormat } from '../export/export-report.js';

/** Who gets a scheduled report: a function that shows it, stores it or sends it on, or an address that it is posted to. */
export type ReportRecipient = ((report: Report) => void | Promise<void>) | WebhookRecipient | ServerRecipient;

/** Any HTTP endpoint. It gets a POST with the report as its body; see docs/reports.md for the contract. */
export interface WebhookRecipient {
  readonly webhook: string | URL;
  /** Default `json`; `markdown` suits a chat. */
  readonly format?: ExportFormat;
  /** Sent along, such as `{ authorization: 'Bearer …' }`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A wasm-vitals server: the same contract, always JSON. */
export interface ServerRecipient {
  readonly server: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What delivery touches of its page. */
export interface DeliveryDeps {
  readonly fetch: typeof fetch;
  /** Resolves after so long. */
  readonly wait: (delay: DurationMs) => Promise<void>;
}

/** A report that an address did not take, after all tries. */
export class ReportDeliveryError extends Error {
  override readonly name = 'ReportDeliveryError';
  readonly url: string;
  /** The last answer; absent where there was none. */
  readonly status?: number;

  constructor(url: string, reason: string, options: { readonly status?: number; readonly cause?: unknown }) {
    super(`the report was not delivered to ${url}: ${reason}`, { cause: options.cause });
    this.url = url;
    if (options.status !== undefined) this.status = options.status;
  }
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
};

/** Pauses before the second, third and fourth try: an endpoint that is restarted is back by then. */
const PAUSES: readonly DurationMs[] = [1_000, 5_000, 25_000];
const LONGEST_PAUSE: DurationMs = 60_000;
/** An endpoint that says nothing for so long is given up on, and tried again. */
const PATIENCE: DurationMs = 30_000;
/** A browser refuses to keep more than 64 KiB alive when the page leaves. */
const KEPT_ALIVE_BYTES = 60_000;

/** Answers that another try may change: timeouts, limits, and faults of the server's own. */
const mayChange = (status: number): boolean => status === 408 || status === 429 || status >= 500;

function pauseAfter(answer: Response | undefined, attempt: number): DurationMs {
  const wanted = Number(answer?.headers.get('retry-after') ?? NaN) * 1_000;
  const usual = PAUSES[attempt] ?? LONGEST_PAUSE;
  return Number.isFinite(wanted) && wanted >= 0 ? Math.min(LONGEST_PAUSE, Math.max(usual, wanted)) : usual;
}

async function post(url: string, init: RequestInit, { fetch, wait }: DeliveryDeps): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    let answer: Response | undefined;
    let cause: unknown;
    try {
      answer = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
      if (answer.ok) return;
    } catch (error) {
      cause = error;
    }
    const isFinal = answer !== undefined && !mayChange(answer.status);
    if (isFinal || attempt >= PAUSES.length) {
      const reason = answer ? `it answered ${answer.status}` : 'it did not answer';
      throw new ReportDeliveryError(url, `${reason} (${attempt + 1} tries)`, {
        ...(answer ? { status: answer.status } : {}),
        cause,
      });
    }
    await wait(pauseAfter(answer, attempt));
  }
}

function request(
  report: Report,
  format: ExportFormat,
  headers: Readonly<Record<string, string>> = {},
): RequestInit {
  const body = new TextEncoder().encode(exportReport(report, format));
  return {
    method: 'POST',
    headers: { 'content-type': TYPES[format], ...headers },
    body,
    credentials: 'omit',
    keepalive: body.length <= KEPT_ALIVE_BYTES,
  };
}

/**
 * Hands a report to one recipient.
 * @throws what a function throws, and `ReportDeliveryError` where an address does not take it
 */
export async function deliver(report: Report, recipient: ReportRecipient, deps: DeliveryDeps): Promise<void> {
  if (typeof recipient === 'function') return recipient(report);
  const isServer = 'server' in recipient;
  const url = String(isServer ? recipient.server : recipient.webhook);
  const format = isServer ? 'json' : (recipient.format ?? 'json');
  await post(url, request(report, format, recipient.headers), deps);
}

/** @throws {TypeError} naming what is right, for a recipient that could never get a report */
export function checkRecipient(recipient: unknown): void {
  if (typeof recipient === 'function') return;
  const fields = typeof recipient === 'object' && recipient !== null ? recipient : {};
  const address = 'server' in fields ? fields.server : 'webhook' in fields ? fields.webhook : undefined;
  const base = typeof location === 'undefined' ? undefined : location.href;
  const isAddress =
    (typeof address === 'string' || address instanceof URL) &&
    URL.canParse(String(address), base) &&
    /^https?:$/.test(new URL(String(address), base).protocol);
  if (!isAddress) {
    throw new TypeError(
      'a recipient must be a function, { webhook: URL } or { server: URL }, the URL with http or https',
    );
  }
}
