import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { chunkBytes, cue, manifest } from './datasets.js';

/** Longest artificial delay (ms): a demo of a slow network, not of a dead one. */
const MAX_DELAY_MS = 5_000;
const CHUNK_AGE_S = 3_600;

interface Answer {
  readonly type: string;
  readonly caching: string;
  readonly body: string | Uint8Array;
}

/** A delay asked for by `?delay=ms` or, without a change of the URL and so of the cache's key, by a header. */
function delayOf(request: IncomingMessage, url: URL): number {
  const asked = Number(url.searchParams.get('delay') ?? request.headers['x-demo-delay'] ?? 0);
  return Number.isFinite(asked) ? Math.min(MAX_DELAY_MS, Math.max(0, asked)) : 0;
}

function json(value: unknown, caching: string): Answer {
  return { type: 'application/json', caching, body: JSON.stringify(value) };
}

function answer(parts: readonly string[]): Answer | undefined {
  const [area, name = '', number = ''] = parts;
  if (area === 'datasets.json') return json(manifest(), `max-age=${String(CHUNK_AGE_S)}`);
  if (area === 'cues' && /^\d{1,9}$/.test(name)) return json(cue(Number(name)), 'no-store');
  const index = /^(\d{1,4})\.bin$/.exec(number)?.[1];
  const body = area === 'chunks' && index !== undefined ? chunkBytes(name, Number(index)) : undefined;
  return body && { type: 'application/octet-stream', caching: `max-age=${String(CHUNK_AGE_S)}`, body };
}

/** Answers what lies under `/data/`; false where the path is none of ours. */
export async function serveData(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<boolean> {
  if (!url.pathname.startsWith('/data/')) return false;
  const found = answer(url.pathname.slice('/data/'.length).split('/'));
  const delay = delayOf(request, url);
  if (delay > 0) await wait(delay);
  if (!found) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('No such data.');
    return true;
  }
  const headers = {
    'content-type': found.type,
    'cache-control': found.caching,
    'content-length': Buffer.byteLength(found.body),
  };
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : found.body);
  return true;
}
