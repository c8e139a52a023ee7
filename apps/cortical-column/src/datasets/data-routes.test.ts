import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { serveData } from '../../server/data-routes.js';
import { CHUNKS, DATASETS, FRAMES, SIDE, cue } from '../../server/datasets.js';

let server: Server | undefined;

async function serve(): Promise<string> {
  const listening = createServer((request, response) => {
    void serveData(request, response, new URL(request.url ?? '/', 'http://127.0.0.1'));
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((listening.address() as AddressInfo).port)}`;
}

describe("the server's data", () => {
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it('are films of the promised shape that a cache may keep, with light in each of them', async () => {
    const url = await serve();
    for (const { name } of DATASETS) {
      const response = await fetch(`${url}/data/chunks/${name}/${String(CHUNKS - 1)}.bin`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect(response.headers.get('cache-control')).toBe('max-age=3600');
      expect(bytes.length).toBe(FRAMES * SIDE * SIDE);
      expect(Math.max(...bytes)).toBeGreaterThan(150);
    }
  });

  it('are refused where there are none', async () => {
    const url = await serve();
    for (const path of [
      'chunks/flashes/24.bin',
      'chunks/flashes/-1.bin',
      'chunks/none/0.bin',
      'cues/x',
      '',
    ]) {
      expect((await fetch(`${url}/data/${path}`)).status, path).toBe(404);
    }
  });

  it('come late where that is asked for, by the URL or by a header', async () => {
    const url = await serve();
    const timed = async (path: string, headers: Record<string, string> = {}): Promise<number> => {
      const start = performance.now();
      await (await fetch(`${url}${path}`, { headers })).text();
      return performance.now() - start;
    };
    expect(await timed('/data/cues/1?delay=250')).toBeGreaterThan(240);
    expect(await timed('/data/cues/1', { 'x-demo-delay': '250' })).toBeGreaterThan(240);
  });

  it('have trials that show each chunk once in six, and never in the same order twice running', () => {
    const rounds = [0, 1, 2].map((round) =>
      Array.from({ length: 6 }, (_, k) => cue(round * 6 + k).chunks).flat(),
    );
    for (const round of rounds) expect(new Set(round).size).toBe(CHUNKS);
    expect(rounds[0]).not.toEqual(rounds[1]);
  });
});
