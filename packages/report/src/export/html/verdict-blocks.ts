import type { Report, ReportBenchmark, ReportFinding, ReportTrend, ScorePart } from '@wasm-vitals/protocol';
import { formatDuration, formatNumber, formatPercent, formatReading, labelOf } from '../../prose/quantity.js';
import { sessionsInWords } from '../../prose/sessions.js';
import { clockTime, readableTime } from '../../prose/time.js';
import { badge, section, table } from './blocks.js';
import { gauge } from './gauge.js';
import { html, prose, type Markup } from './markup.js';

export function headerBlock({ application, url, sessions, period, status }: Report): Markup {
  const title = [application?.name ?? 'WebAssembly performance', application?.release]
    .filter(Boolean)
    .join(' ');
  return html`<header>
    <div>
      <h1>${title}</h1>
      <div class="soft small">
        ${url !== undefined && html`${url}<br />`}${readableTime(period.from)} to ${readableTime(period.to)} ·
        ${formatDuration(period.covered)} in ${formatNumber(period.snapshots)} snapshots
        ${sessions !== undefined && html`<br />${sessionsInWords(sessions)}`}
      </div>
    </div>
    ${badge(status, status)}
  </header>`;
}

export function verdictBlock({ summary, score }: Report): Markup {
  return html`<section class="card verdict" aria-label="Summary">
    ${gauge('Score', score.value, 'large')}
    <div class="words">${summary.map((sentence) => html`<p>${prose(sentence)}</p>`)}</div>
    <div class="scores">
      ${score.sections.map(({ section: name, value }) => gauge(name === 'wasm' ? 'WASM' : name, value, 'small'))}
    </div>
  </section>`;
}

function findingItem(finding: ReportFinding, { from }: Report['period']): Markup {
  const { severity, kind, since, until, contributors = [], consequences = [] } = finding;
  const times =
    since === undefined
      ? 'from the start'
      : `since ${clockTime(since)} (${formatDuration(Math.max(0, since - from))} in)`;
  const list = contributors
    .slice(0, 4)
    .map(({ name, share }) => `\`${name.replaceAll('`', '')}\` ${formatPercent(share)}`);
  return html`<li class="card finding ${severity}">
    <div class="head">
      ${badge(severity, severity)} <strong>${kind.replaceAll('-', ' ')}</strong>
      <span class="soft small">${times}${until !== undefined && html`, until ${clockTime(until)}`}</span>
    </div>
    <p>${prose(finding.sentence)}</p>
    ${list.length > 1 && html`<p class="soft small">Contributors: ${prose(list.join(', '))}</p>`}
    ${
      consequences.length > 0 &&
      html`<ul class="small">
        ${consequences.map((sentence) => html`<li>With it: ${prose(`${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`)}</li>`)}
      </ul>`
    }
  </li>`;
}

export function findingsBlock({ findings, period }: Report): Markup {
  if (findings.length === 0) return html``;
  return html`<section aria-labelledby="findings">
    <h2 id="findings">Findings</h2>
    <ol class="list">
      ${findings.map((finding) => findingItem(finding, period))}
    </ol>
  </section>`;
}

function outcomeOf({ outcome, metric: alerted }: Report['recommendations'][number]): Markup | undefined {
  if (!outcome) return undefined;
  const { metric = alerted, before, after, decision, ratio, low, high } = outcome;
  const figures =
    before !== undefined && after !== undefined
      ? `${formatReading(before, metric)} to ${formatReading(after, metric)}`
      : undefined;
  const interval =
    ratio !== undefined && low !== undefined && high !== undefined
      ? `× ${formatNumber(ratio)}, 95 % CI ${formatNumber(low)} to ${formatNumber(high)}`
      : undefined;
  const parts = [decision, figures, interval, outcome.reason].filter((part) => part !== undefined);
  return html`<p class="small"><strong>Outcome:</strong> ${parts.join('; ')}</p>`;
}

export function adviceBlock({ recommendations, opportunities }: Report): Markup {
  if (recommendations.length + opportunities.length === 0) return html``;
  return html`<section aria-labelledby="advice">
    <h2 id="advice">What to do</h2>
    <ul class="list">
      ${recommendations.map(
        (advice) =>
          html`<li class="card">
            <div class="head">
              ${badge(advice.priority, advice.priority)} <strong>${advice.title}</strong>
              <span class="soft small">${advice.automated ? 'automatic' : 'by hand'}, ${advice.status}</span>
            </div>
            <p>${prose(advice.description)}</p>
            <p class="soft small">Why: ${prose(advice.rationale)}</p>
            ${outcomeOf(advice)}
          </li>`,
      )}
      ${opportunities.map(
        ({ title, description, basis }) =>
          html`<li class="card">
            <div class="head">${badge('neutral', 'opportunity')} <strong>${prose(title)}</strong></div>
            <p>${prose(description)}</p>
            <p class="soft small">Computed from: ${basis}</p>
          </li>`,
      )}
    </ul>
  </section>`;
}

export function alertsBlock({ alerts }: Report): Markup {
  if (alerts.length === 0) return html``;
  return section(
    'alerts',
    'Alerts',
    undefined,
    table(
      'Alerts of the period',
      [
        { head: 'Severity', cell: ({ severity }) => badge(severity, severity) },
        {
          head: 'Alert',
          cell: ({ title, message }) => html`<strong>${prose(title)}</strong><br />${prose(message)}`,
        },
        { head: 'Opened', cell: ({ openedAt }) => clockTime(openedAt) },
        {
          head: 'Resolved',
          cell: ({ resolvedAt }) => (resolvedAt === undefined ? 'open' : clockTime(resolvedAt)),
        },
      ],
      alerts.slice(0, 50),
    ),
  );
}

const VERDICT_MARKS = { rising: '↗', falling: '↘', steady: '→', 'too little data': '·' } as const;

function slopeInWords({ slope, metric }: ReportTrend): string | undefined {
  if (!slope) return undefined;
  const show = (value: number) => `${value < 0 ? '−' : '+'}${formatReading(Math.abs(value), metric)}`;
  return `${show(slope.perMinute)} a minute (95 % CI ${show(slope.low)} to ${show(slope.high)})`;
}

export function trendsBlock({ trends }: Report): Markup {
  if (trends.length === 0) return html``;
  return section(
    'trends',
    'Trends',
    undefined,
    table<ReportTrend>(
      'Robust slopes (Theil and Sen) and change points',
      [
        { head: 'Metric', cell: ({ metric }) => labelOf(metric) },
        { head: 'Trend', cell: ({ verdict }) => `${VERDICT_MARKS[verdict]}\u00a0${verdict}` },
        { head: 'Slope', cell: slopeInWords },
        {
          head: 'Changed at',
          cell: ({ changes, metric }) =>
            changes.length === 0
              ? undefined
              : changes
                  .slice(0, 3)
                  .map(
                    ({ time, before, after }) =>
                      `${clockTime(time)}: ${formatReading(before, metric)} → ${formatReading(after, metric)}`,
                  )
                  .join('; '),
        },
      ],
      trends,
    ),
  );
}

const rankInWords = ({ betterThan }: ReportBenchmark) =>
  betterThan === undefined ? undefined : `better than ${formatPercent(betterThan)} of them`;

export function benchmarksBlock({ benchmarks, benchmarksNote }: Report): Markup {
  if (benchmarks.length === 0 && benchmarksNote === undefined) return html``;
  const columns = [
    { head: 'Metric', cell: ({ metric }: ReportBenchmark) => labelOf(metric) },
    {
      head: 'Against',
      cell: (row: ReportBenchmark) => [row.name, rankInWords(row)].filter(Boolean).join(', '),
    },
    {
      head: 'Reading',
      number: true,
      cell: ({ reading, metric }: ReportBenchmark) => formatReading(reading, metric),
    },
    {
      head: 'Target',
      number: true,
      cell: ({ target, metric, better }: ReportBenchmark) =>
        `${better === 'lower' ? '≤' : '≥'} ${formatReading(target, metric)}`,
    },
    {
      head: 'Met',
      cell: ({ met }: ReportBenchmark) => (met ? badge('met', 'met') : badge('missed', 'missed')),
    },
  ];
  return section(
    'benchmarks',
    'Benchmarks',
    benchmarksNote,
    benchmarks.length > 0 &&
      table('Readings against budgets, earlier reports and the fleet', columns, benchmarks),
  );
}

const inUnit = (value: number, { unit }: ScorePart) =>
  unit === 'ms' ? formatDuration(value) : unit === 'ratio' ? formatPercent(value) : formatNumber(value);

export function scoreBlock({ score }: Report): Markup {
  const parts = score.sections.flatMap((of) => of.parts.map((part) => ({ part, of })));
  if (parts.length === 0) return html``;
  return section(
    'score',
    'How the score was made',
    undefined,
    html`<p class="small soft">
      Each reading lies on a log-normal curve: 90 points at “good”, 50 at “poor”. A section is the weighted
      mean of its readings, the score that of its sections. What was not measured is left out, and the other
      weights grow in proportion.
    </p>`,
    table(
      'Readings that were scored',
      [
        { head: 'Section', cell: ({ of }) => `${of.section} (${formatNumber(of.weight)} %)` },
        { head: 'Metric', cell: ({ part }) => part.label },
        { head: 'Weight', number: true, cell: ({ part }) => formatNumber(part.weight) },
        { head: 'Reading', number: true, cell: ({ part }) => inUnit(part.reading, part) },
        { head: 'Good', number: true, cell: ({ part }) => inUnit(part.good, part) },
        { head: 'Poor', number: true, cell: ({ part }) => inUnit(part.poor, part) },
        { head: 'Points', number: true, cell: ({ part }) => formatNumber(Math.round(part.value)) },
      ],
      parts,
    ),
  );
}
