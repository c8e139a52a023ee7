import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { servePages, type PageServer } from '../../e2e/pages/serve-pages.js';

const PAGES = fileURLToPath(new URL('pages', import.meta.url));
/** Bodies of the stream's items and of what a load fetches; answers take a few milliseconds, as a near server's do. */
const ITEM_BYTES = 3_000;
const LOAD_BYTES = 24_000;
const ANSWER_MS = [3, 9] as const;

/** Requests that a page of the bench makes all the time, and those of a load. */
function answerTraffic(request: IncomingMessage, response: ServerResponse): boolean {
  const match = /^\/traffic\/(item|load)\/\d+$/.exec(request.url ?? '');
  if (!match) return false;
  const body = Buffer.alloc(match[1] === 'item' ? ITEM_BYTES : LOAD_BYTES, 7);
  const [low, high] = ANSWER_MS;
  setTimeout(
    () => {
      response
        .writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'max-age=3600' })
        .end(body);
    },
    low + (high - low) * Math.random(),
  );
  return true;
}

/** Serves the third-party pages of this bench, the packages that they load, and their traffic. */
export function serveBench(): Promise<PageServer> {
  return servePages({ folder: PAGES, answer: answerTraffic });
}
