import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { writeSession } from '@wasm-vitals/report';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli.js';
import { EXIT } from '../exit-codes.js';
import { packFor } from '../output/recording-file.js';
import { exampleSnapshot } from '../testing/example-snapshot.js';
import { createMemoryIo, type MemoryIo } from '../testing/memory-io.js';

const cwd = mkdtempSync(path.join(tmpdir(), 'wasm-vitals-report-'));
const START = Date.UTC(2026, 0, 1);
const snapshots = Array.from({ length: 30 }, (_, i) => ({
  ...exampleSnapshot(),
  sequence: i,
  timestamp: START + (i + 1) * 60_000,
  interval: 60_000,
}));

function keep(file: string, some = snapshots): string {
  const header = { application: 'page', release: '1.2', url: 'http://localhost/' };
  const text = writeSession({ header, snapshots: some, alerts: [], recommendations: [] });
  writeFileSync(path.join(cwd, file), packFor(file, text));
  return file;
}

async function cli(...argv: string[]): Promise<MemoryIo & { readonly exit: number }> {
  const io = createMemoryIo({ cwd });
  const exit = await runCli(argv, io);
  return { ...io, exit };
}

const file = keep('session.jsonl');
const packed = keep('session.jsonl.gz');

describe('wasm-vitals report', () => {
  it('makes the same report of a recording, compressed or not', async () => {
    const [plain, gz] = [await cli('report', file, '-f', 'json'), await cli('report', packed, '-f', 'json')];
    expect(plain).toMatchObject({ exit: EXIT.ok });
    expect(plain.stderr()).toBe('');
    expect(gz.stdout()).toBe(plain.stdout());
    expect(JSON.parse(plain.stdout())).toMatchObject({
      format: 'wasm-vitals-report',
      application: { name: 'page', release: '1.2' },
      period: { snapshots: 30, to: START + 1_800_000 },
      generatedAt: START + 1_800_000,
    });
    expect(gunzipSync(readFileSync(path.join(cwd, packed))).toString('utf8')).toBe(
      readFileSync(path.join(cwd, file), 'utf8'),
    );
  });

  it('takes a range from the end, or two times', async () => {
    const last = await cli('report', file, '--range', '15m', '-f', 'json');
    expect(JSON.parse(last.stdout())).toMatchObject({ period: { snapshots: 16 } });
    const times = '2026-01-01T00:05:00Z/2026-01-01T00:10:00Z';
    const between = await cli('report', file, '--range', times, '-f', 'json');
    expect(JSON.parse(between.stdout())).toMatchObject({ period: { snapshots: 6 } });
  });

  it('writes a file by its ending, and a JSON report in another format', async () => {
    expect((await cli('report', file, '-o', 'report.json')).exit).toBe(EXIT.ok);
    const html = await cli('report', 'report.json', '-o', 'report.html');
    expect(html.stderr()).toBe('Written: report.html (html)\n');
    expect(readFileSync(path.join(cwd, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/);
    const csv = await cli('report', 'report.json', '-f', 'csv', '--table', 'functions');
    expect(csv.stdout()).toMatch(/^name,/);
  });

  it('prints a summary for people, and judges thresholds', async () => {
    const summary = await cli('report', file);
    expect(summary.stdout()).toContain('In short');
    expect(summary.stdout()).toContain('session.jsonl');
    const broken = await cli('report', file, '-t', 'rendering.fps>=1000');
    expect(broken.exit).toBe(EXIT.thresholdBroken);
    expect(broken.stderr()).toContain('thresholds broken: rendering.fps>=1000');
  });

  it('compares with an earlier one', async () => {
    const compared = await cli('report', file, '--previous', packed, '-f', 'json');
    const { benchmarks } = JSON.parse(compared.stdout()) as { benchmarks: { name: string }[] };
    expect(benchmarks.map(({ name }) => name)).toContain('release 1.2');
  });

  writeFileSync(path.join(cwd, 'torn.jsonl'), '{"snapshot":\n{"a":1}\n');
  writeFileSync(path.join(cwd, 'empty.jsonl'), '');
  writeFileSync(path.join(cwd, 'old.json'), '{"format":"wasm-vitals-report","version":99}');
  it.each([
    [['report'], /missing required argument 'file'/i],
    [['report', 'nowhere.jsonl'], /nowhere\.jsonl can't be read: there is no such file/],
    [['report', '.'], /can't be read: it is a folder/],
    [['report', 'torn.jsonl'], /neither a recording nor a JSON report: line 1/],
    [['report', 'empty.jsonl'], /there is no snapshot in it/],
    [['report', 'old.json'], /format version 99/],
    [['report', file, '--range', '2h'], /--range can't be "2h"[\s\S]*15m, 1h or 24h/],
    [['report', file, '--range', '2026-02-01/2026-01-01'], /ends before it begins/],
    [['report', file, '-f', 'pdf'], /one of text, json, csv, html, markdown/],
    [['report', 'report.json', '--range', '15m'], /--range needs a recording, and report\.json is a report/],
    [['report', file, '--out', '/no/such/folder/x.html'], /its folder does not exist/],
    [['compare', file], /missing required argument 'after'/i],
    [['compare', file, 'nowhere.json'], /there is no such file/],
  ])('%j is wrong usage, said plainly', async (argv, message) => {
    const { exit, stderr, stdout } = await cli(...argv);
    expect(stderr()).toMatch(message);
    expect(exit).toBe(EXIT.usage);
    expect(stdout()).toBe('');
    expect(stderr()).not.toMatch(/^\s+at .*:\d+/m);
  });
});

describe('wasm-vitals compare', () => {
  it('says what moved between two recordings, and that nothing did', async () => {
    const same = await cli('compare', file, packed);
    expect(same.exit).toBe(EXIT.ok);
    expect(same.stdout()).toContain('Nothing that was measured moved by more than a tenth.');
    const slower = snapshots.map((snapshot) => ({
      ...snapshot,
      rendering: { ...snapshot.rendering, fps: 20 },
    }));
    const json = await cli('compare', file, keep('slow.jsonl', slower), '--format', 'json');
    const { metrics } = JSON.parse(json.stdout()) as { metrics: { metric: string; change: string }[] };
    expect(metrics).toContainEqual(expect.objectContaining({ metric: 'rendering.fps', change: 'worse' }));
  });
});
