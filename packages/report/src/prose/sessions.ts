import type { ReportSessions, ReportStatus } from '@wasm-vitals/protocol';
import { formatNumber, plural } from './quantity.js';

const WORDS: readonly (readonly [status: ReportStatus, words: string])[] = [
  ['critical', 'critical'],
  ['degraded', 'degraded'],
  ['healthy', 'healthy'],
  ['unknown', 'too short to judge'],
];

/** `57 sessions: 3 critical, 10 degraded, 44 healthy. This is the one that did worst, 1f2e.` */
export function sessionsInWords({ total, shown, byStatus }: ReportSessions): string {
  const counts = WORDS.filter(([status]) => (byStatus[status] ?? 0) > 0).map(
    ([status, words]) => `${formatNumber(byStatus[status])} ${words}`,
  );
  const which = total === 1 ? 'It is' : 'This is the one that did worst,';
  return `${plural(total, 'session')}: ${counts.join(', ')}. ${which} ${shown}.`;
}
