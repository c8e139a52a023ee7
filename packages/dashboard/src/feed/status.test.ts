import { describe, expect, it } from 'vitest';
import type { Alert } from '@wasm-vitals/protocol';
import { openAlerts, statusOf } from './status.js';

const alert = (id: string, rest: Partial<Alert>): Alert => ({
  id,
  kind: 'threshold',
  metric: 'rendering.fps',
  severity: 'warning',
  state: 'open',
  title: id,
  message: '',
  openedAt: 0,
  updatedAt: 0,
  current: 1,
  anomalies: [],
  ...rest,
});

describe('statusOf', () => {
  it('waits until there is data', () => {
    expect(statusOf([], false, 0).health).toBe('waiting');
  });

  it('is as bad as the worst open alert, and says which', () => {
    const alerts = [
      alert('slow', {}),
      alert('leak', { severity: 'critical' }),
      alert('old', { state: 'resolved' }),
    ];
    expect(statusOf(alerts, true, 0)).toEqual({ health: 'critical', reason: 'leak and 1 more' });
    expect(statusOf([alert('slow', { state: 'acknowledged' })], true, 0)).toEqual({
      health: 'degraded',
      reason: 'slow',
    });
  });

  it('does not count notes, resolved or muted alerts', () => {
    const alerts = [
      alert('note', { severity: 'info' }),
      alert('muted', { mutedUntil: 100 }),
      alert('gone', { state: 'resolved' }),
    ];
    expect(statusOf(alerts, true, 50).health).toBe('healthy');
    expect(statusOf(alerts, true, 150).health).toBe('degraded');
  });

  it('lists open alerts worst first, then newest', () => {
    const alerts = [
      alert('a', { openedAt: 1 }),
      alert('b', { openedAt: 2 }),
      alert('c', { severity: 'critical' }),
    ];
    expect(openAlerts(alerts).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });
});
