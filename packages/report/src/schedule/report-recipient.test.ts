import { describe, expect, it, vi } from 'vitest';
import { generateReport } from '../generate/generate-report.js';
import { syntheticSession } from '../testing/synthetic-session.js';
import { checkRecipient, deliver, ReportDeliveryError, type DeliveryDeps } from './report-recipient.js';

const snapshots = syntheticSession({ seed: 1 }).slice(0, 1);
const report = generateReport({ snapshots, generatedAt: snapshots[0]?.timestamp ?? 0 });
const url = 'https://example.com/hook';

/** An endpoint that gives these answers in turn: a status, headers with it, or no answer at all. */
function endpoint(...answers: readonly (number | Response | Error)[]) {
  const left = [...answers];
  const requests: { url: string; init: RequestInit }[] = [];
  const pauses: number[] = [];
  const deps: DeliveryDeps = {
    fetch: ((address: string, init: RequestInit) => {
      requests.push({ url: address, init });
      const answer = left.shift() ?? 200;
      if (answer instanceof Error) return Promise.reject(answer);
      return Promise.resolve(typeof answer === 'number' ? new Response(null, { status: answer }) : answer);
    }) as typeof fetch,
    wait: (delay) => {
      pauses.push(delay);
      return Promise.resolve();
    },
  };
  return { deps, requests, pauses };
}

const textOf = (body: RequestInit['body']): string => new TextDecoder().decode(body as Uint8Array);

describe('a webhook', () => {
  it('gets the report as the body of a POST, without cookies', async () => {
    const { deps, requests } = endpoint(204);
    await deliver(report, { webhook: url, headers: { authorization: 'Bearer x' } }, deps);
    expect(requests).toHaveLength(1);
    const { init } = requests[0] ?? expect.unreachable();
    expect(init).toMatchObject({
      method: 'POST',
      credentials: 'omit',
      keepalive: true,
      headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
    });
    expect(JSON.parse(textOf(init.body))).toEqual(JSON.parse(JSON.stringify(report)));
  });

  it('is not asked to be kept alive with more than a browser allows', async () => {
    const { deps, requests } = endpoint();
    const long = { ...report, url: 'x'.repeat(70_000) };
    await deliver(long, { webhook: url }, deps);
    expect(requests[0]?.init.keepalive).toBe(false);
  });

  it('gets the format that it wants', async () => {
    const { deps, requests } = endpoint();
    await deliver(report, { webhook: url, format: 'markdown' }, deps);
    expect(textOf(requests[0]?.init.body)).toMatch(/^## /);
    expect(requests[0]?.init.headers).toMatchObject({ 'content-type': 'text/markdown; charset=utf-8' });
  });

  it('is tried again where that may help, with pauses, as long as it asks for them up to a minute', async () => {
    const busy = new Response(null, { status: 429, headers: { 'retry-after': '9' } });
    const lazy = new Response(null, { status: 503, headers: { 'retry-after': '86400' } });
    const { deps, requests, pauses } = endpoint(new TypeError('refused'), busy, lazy, 200);
    await deliver(report, { webhook: url }, deps);
    expect(requests).toHaveLength(4);
    expect(pauses).toEqual([1_000, 9_000, 60_000]);
  });

  it('is given up on after four tries, and at once where it refuses', async () => {
    const down = endpoint(500, 500, 500, 500, 200);
    const failed = deliver(report, { webhook: url }, down.deps);
    await expect(failed).rejects.toThrow(ReportDeliveryError);
    await expect(failed).rejects.toMatchObject({ status: 500, url });
    expect(down.requests).toHaveLength(4);
    const refusing = endpoint(404);
    await expect(deliver(report, { webhook: url }, refusing.deps)).rejects.toThrow(
      /answered 404 \(1 tries\)/,
    );
    expect(refusing.requests).toHaveLength(1);
  });
});

it('posts JSON to a server, and calls a function', async () => {
  const { deps, requests } = endpoint();
  await deliver(report, { server: new URL(url) }, deps);
  expect(requests[0]).toMatchObject({ url, init: { headers: { 'content-type': 'application/json' } } });
  const show = vi.fn();
  await deliver(report, show, deps);
  expect(show).toHaveBeenCalledExactlyOnceWith(report);
});

it.each([
  'https://example.com',
  undefined,
  { webhook: 'javascript:alert(1)' },
  { webhook: 'nowhere' },
  { server: 7 },
])('refuses %j, naming what is right', (recipient) => {
  expect(() => checkRecipient(recipient)).toThrow(/a function, \{ webhook: URL \} or \{ server: URL \}/);
});
