import type { ReportRange } from '@wasm-vitals/report';
import { cliError } from '../errors/cli-error.js';

const isSpan = (text: string): text is '15m' | '1h' | '24h' => ['15m', '1h', '24h'].includes(text);

/**
 * `15m`, `1h`, `24h`, or two ISO times with a slash between them.
 * @throws {CliError} `bad-range`
 */
export function parseRange(option: string, value: string): ReportRange {
  const text = value.trim();
  if (isSpan(text)) return text;
  const [from = '', to = '', ...more] = text.split('/');
  const range = { from: Date.parse(from), to: Date.parse(to) };
  const isRight = more.length === 0 && Number.isFinite(range.from) && Number.isFinite(range.to);
  if (!isRight) throw cliError('bad-range', { option, value, why: 'it is no range.' });
  if (range.to < range.from) throw cliError('bad-range', { option, value, why: 'it ends before it begins.' });
  return range;
}
