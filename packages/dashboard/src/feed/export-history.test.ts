import { describe, expect, it } from 'vitest';
import { readMetric } from '@wasm-vitals/analysis';
import { createFakeFeed } from '../testing/fake-feed.js';
import { EXPORTERS } from './export-history.js';

const feed = createFakeFeed('critical', { length: 60 });

describe('export', () => {
  it('writes all that the feed has as JSON', async () => {
    const file = await EXPORTERS['json']?.(feed);
    const parsed = JSON.parse(file?.text ?? '') as Record<string, unknown[]>;
    expect(parsed['history']).toHaveLength(12);
    expect(parsed['alerts']).toEqual(feed.alerts());
    expect(file?.name).toMatch(/^wasm-vitals-2026-03-03T14-30-00\.json$/);
  });

  it('writes a row a snapshot and a column a metric as CSV, absent readings empty', async () => {
    const file = await EXPORTERS['csv']?.(createFakeFeed('errors', { length: 60 }));
    const [head = '', first = '', ...rest] = (file?.text ?? '').split('\r\n');
    const columns = head.split(',');
    const cells = first.split(',');
    expect(cells).toHaveLength(columns.length);
    expect(rest).toHaveLength(12);
    expect(cells[columns.indexOf('memory.jsHeapUsed')]).toBe('');
    const snapshot = createFakeFeed('errors', { length: 60 }).history()[0];
    expect(Number(cells[columns.indexOf('rendering.fps')])).toBe(
      snapshot && readMetric(snapshot, 'rendering.fps'),
    );
  });

  it('writes a report for people as HTML', async () => {
    const file = await EXPORTERS['html']?.(feed);
    expect(file?.type).toBe('text/html');
    expect(file?.text).toMatch(/^<!doctype html>/i);
    expect(file?.text).toContain('Cortical column');
    expect(file?.text).toContain('step_neurons');
  });
});
