import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readLabels, readRecording } from './read-recording.js';
import { replay } from './replay.js';
import { scoreReplay } from './score-replay.js';

/** Recorded in Chromium by `npm run bench:detection:browser`, and cut where a detector of its time was wrong, or had nothing to tell. */
const FIXTURES = new URL('fixtures/', import.meta.url);
const names = readdirSync(FIXTURES).flatMap((file) => /^(.+)\.jsonl\.gz$/.exec(file)?.[1] ?? []);

function scoreOf(name: string) {
  const lines = gunzipSync(readFileSync(new URL(`${name}.jsonl.gz`, FIXTURES))).toString();
  const labels = readLabels(readFileSync(new URL(`${name}.labels.json`, FIXTURES), 'utf8'));
  return { labels, ...scoreReplay(replay(readRecording(lines)), labels) };
}

describe('recordings of real pages', () => {
  it('are there', () => {
    expect(names.length).toBeGreaterThanOrEqual(4);
  });

  it.each(names)('%s: every fault is found, and nothing else', (name) => {
    expect(scoreOf(name)).toMatchObject({ missed: [], falseIncidents: 0 });
  });

  it('tells within 30 s of a leak into a heap that is hardly ever collected', () => {
    expect(scoreOf('heap-hardly-collected').within30s).toBe(1);
  });
});
