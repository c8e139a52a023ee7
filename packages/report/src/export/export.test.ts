import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Report } from '@wasm-vitals/protocol';
import { generateReport } from '../generate/generate-report.js';
import { parseReport, ReportFormatError } from '../parse/parse-report.js';
import { REPORT_SCHEMA } from '../parse/report-schema.js';
import { SESSION_START, syntheticSession } from '../testing/synthetic-session.js';
import { exportReport, type ExportFormat } from './export-report.js';
import { escapeMarkdown } from './markdown.js';
import { HTML_REPORT_CSP, STYLE } from './html/style.js';

const report = generateReport({
  snapshots: syntheticSession({ seed: 1, fault: 'slow-exports' }),
  generatedAt: SESSION_START + 400_000,
});

function withName(name: string): Report {
  const [first, ...rest] = report.wasm.functions;
  return { ...report, wasm: { ...report.wasm, functions: first ? [{ ...first, name }, ...rest] : [] } };
}

describe('exportReport', () => {
  it('names the formats that it knows, for one that it does not', () => {
    expect(() => exportReport(report, 'pdf' as ExportFormat)).toThrow(
      'format must be one of json, csv, html, markdown, not "pdf"',
    );
    expect(() => exportReport(report, 'toString' as ExportFormat)).toThrow(RangeError);
  });

  it('writes samples as RFC 4180: one row a snapshot, numbers as numbers', () => {
    const lines = exportReport(report, 'csv').split('\r\n');
    const header = lines[0]?.split(',') ?? [];
    expect(header.slice(0, 2)).toEqual(['time', 'timestamp']);
    expect(lines).toHaveLength(62); // header, 60 snapshots, nothing after the last CRLF
    const row = lines[1]?.split(',') ?? [];
    expect(row).toHaveLength(header.length);
    expect(row[0]).toBe('2026-11-18T11:06:45.000Z');
    expect(Number(row[header.indexOf('rendering.fps')])).toBeGreaterThan(55);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '=HYPERLINK("http://x")'])(
    'keeps %j from being run as a formula',
    (name) => {
      const cell = exportReport(withName(name), 'csv', { table: 'functions' }).split('\r\n')[1] ?? '';
      expect(cell.replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('quotes commas, quotes and line ends', () => {
    const text = exportReport(withName('a,"b"\nc'), 'csv', { table: 'functions' });
    expect(text).toContain('\r\n"a,""b""\nc",m1,export,');
  });

  it('keeps text from the page plain in Markdown', () => {
    expect(escapeMarkdown('<img src=x> [a](http://b) @team | `code|x` \n# h')).toBe(
      '&lt;img src=x\\> \\[a\\](http:\u200b//b) @\u200bteam \\| `code\\|x`  \\# h',
    );
    const table = exportReport(withName('a|b`c\n| d'), 'markdown');
    expect(table).toContain('| `a\\|b c \\| d` |');
  });

  it('writes one HTML file under 300 KB for an hour, with a policy that allows its style alone', () => {
    const hour = generateReport({
      snapshots: syntheticSession({ seed: 1, seconds: 3_600, fault: 'stalls' }),
      generatedAt: SESSION_START + 4e6,
    });
    const page = exportReport(hour, 'html');
    expect(new TextEncoder().encode(page).length).toBeLessThan(300 * 1_024);
    expect(page).toContain(`content="${HTML_REPORT_CSP.replaceAll("'", '&#39;')}"`);
    expect(HTML_REPORT_CSP).toContain(`'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`);
    expect(page).not.toMatch(/<script|<link|<img|\son\w+=|\sstyle=|url\(|@import|javascript:/i);
  });
});

describe('parseReport', () => {
  it('reads what was written', () => {
    expect(parseReport(exportReport(report, 'json'))).toEqual(report);
  });

  it.each([
    ['{', 'the report is not JSON'],
    ['null', 'report must be an object'],
    ['{}', 'report.format is missing'],
    [
      JSON.stringify({ ...report, version: 2 }),
      'the report has format version 2; this wasm-vitals reads up to 1',
    ],
    [
      JSON.stringify({ ...report, period: { ...report.period, from: '1' } }),
      'report.period.from must be a number',
    ],
    [
      JSON.stringify({ ...report, status: 'fine' }),
      'report.status must be one of healthy, degraded, critical, unknown',
    ],
    [JSON.stringify({ ...report, summary: [{ markup: '<b>' }] }), 'report.summary[0] must be a string'],
  ])('refuses %.30s saying where', (json, message) => {
    expect(() => parseReport(json)).toThrow(new ReportFormatError(message));
  });

  it('publishes its schema as a file', async () => {
    const file = await readFile(new URL('../../schema/report-v1.schema.json', import.meta.url), 'utf8');
    expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(REPORT_SCHEMA)));
  });
});
