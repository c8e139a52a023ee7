import type { EpochMs } from '@wasm-vitals/protocol';

/** Minutes, hours, days, months and days of the week that a cron expression names. Times are UTC. */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** POSIX: where both days are restricted, either will do. */
  readonly eitherDay: boolean;
}

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const FIELDS: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, names: MONTHS },
  { name: 'day of the week', from: 0, to: 7, names: WEEKDAYS },
];

function numberOf(text: string, { from, to, names }: Field): number | undefined {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named + (from === 1 ? 1 : 0);
  const value = /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  return value >= from && value <= to ? value : undefined;
}

/** One item of a list: `*`, `5`, `1-5`, each with `/step`. Empty where it is wrong. */
function itemValues(item: string, field: Field): readonly number[] {
  const [span = '', stepText, ...more] = item.split('/');
  const step = stepText === undefined ? 1 : /^\d{1,2}$/.test(stepText) ? Number(stepText) : 0;
  const [low = '', high, ...rest] = span === '*' ? [String(field.from), String(field.to)] : span.split('-');
  const first = numberOf(low, field);
  const last = high === undefined ? (stepText === undefined ? first : field.to) : numberOf(high, field);
  if (more.length + rest.length > 0 || step < 1 || first === undefined || last === undefined) return [];
  return Array.from(
    { length: Math.max(0, Math.floor((last - first) / step) + 1) },
    (_, i) => first + i * step,
  );
}

/** @throws {RangeError} naming the field that is wrong. */
function parseField(text: string, field: Field): Set<number> {
  const items = text.split(',').map((item) => itemValues(item, field));
  if (items.some((values) => values.length === 0)) {
    throw new RangeError(
      `${JSON.stringify(text)} is no ${field.name} of a cron expression (${field.from} to ${field.to})`,
    );
  }
  return new Set(items.flat());
}

/**
 * Reads five-field cron: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday; names allowed).
 * @throws {RangeError} naming the field that is wrong.
 */
export function parseCron(expression: string): Cron {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) {
    throw new RangeError(
      `a cron expression has five fields, not ${parts.length}: ${JSON.stringify(expression)}`,
    );
  }
  const sets = FIELDS.map((field, i) => parseField(parts[i] ?? '', field));
  const [minutes, hours, days, months, named] = sets as [
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
  ];
  const weekdays = new Set([...named].map((day) => day % 7));
  return { minutes, hours, days, months, weekdays, eitherDay: parts[2] !== '*' && parts[4] !== '*' };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** 29 February comes back within eight years, even around 2100; later than that a date never comes (30 February). */
const FURTHEST = 9 * 366;

function isDay(cron: Cron, time: Date): boolean {
  if (!cron.months.has(time.getUTCMonth() + 1)) return false;
  const day = cron.days.has(time.getUTCDate());
  const weekday = cron.weekdays.has(time.getUTCDay());
  return cron.eitherDay ? day || weekday : day && weekday;
}

/** The first time after `after` that the expression names; absent where it names none (30 February). */
export function nextCronTime(cron: Cron, after: EpochMs): EpochMs | undefined {
  const start = Math.floor(after / MINUTE) * MINUTE + MINUTE;
  let day = Math.floor(start / DAY) * DAY;
  for (let i = 0; i <= FURTHEST; i++, day += DAY) {
    if (!isDay(cron, new Date(day))) continue;
    for (let hour = 0; hour < 24; hour++) {
      if (!cron.hours.has(hour)) continue;
      for (const minute of [...cron.minutes].sort((a, b) => a - b)) {
        const time = day + hour * HOUR + minute * MINUTE;
        if (time >= start) return time;
      }
    }
  }
  return undefined;
}
