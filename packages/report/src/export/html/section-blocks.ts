import type { LongFrameCause, Report, Spread } from '@wasm-vitals/protocol';
import { causeInWords } from '../../findings/frame-blame.js';
import { formatBytes, formatDuration, formatNumber } from '../../prose/quantity.js';
import { facts, section, share, table } from './blocks.js';
import { html, prose, type Markup } from './markup.js';
import { bytes, count, ms, percent } from './readings.js';

const MOST_ROWS = 20;

function change(growth: { readonly change: number; readonly peak: number } | undefined): string | undefined {
  if (!growth) return undefined;
  const sign = growth.change > 0 ? '+' : growth.change < 0 ? '−' : '±';
  return `${sign}${formatBytes(Math.abs(growth.change))}, peak ${formatBytes(growth.peak)}`;
}

function spread(values: Spread | undefined, format: (value: number) => string) {
  return values && `p5 ${format(values.p5)}, p95 ${format(values.p95)}`;
}

export function memoryBlock({ memory, wasm }: Report): Markup {
  const { reserved, live, jsHeap, allocationRate } = memory;
  return section(
    'memory',
    'Memory',
    memory.note,
    facts([
      { name: 'Linear memory', value: bytes(reserved?.last), detail: change(reserved) },
      { name: 'Live in it', value: bytes(live?.last), detail: change(live) },
      { name: 'JS heap', value: bytes(jsHeap?.last), detail: change(jsHeap) },
      { name: 'In use of reserved', value: percent(memory.efficiency) },
      { name: 'Fragmentation', value: percent(memory.fragmentation) },
      {
        name: 'Headroom',
        value: bytes(memory.headroom),
        detail:
          memory.timeToLimit === undefined ? undefined : `limit in ${formatDuration(memory.timeToLimit)}`,
      },
      {
        name: 'Allocated',
        value: allocationRate && `${formatBytes(allocationRate.median)}/s`,
        detail: spread(allocationRate, (value) => `${formatBytes(value)}/s`),
      },
    ]),
    memory.growth.length > 0 &&
      table(
        'Growth of linear memory',
        [
          {
            head: 'Running export',
            cell: ({ during }) => (during === undefined ? undefined : html`<code>${during}</code>`),
          },
          {
            head: 'Module',
            cell: ({ module }) =>
              html`<code>${wasm.modules.find(({ id }) => id === module)?.name ?? module}</code>`,
          },
          { head: 'Memory', cell: ({ memory: name }) => html`<code>${name}</code>` },
          { head: 'Times', number: true, cell: ({ events }) => formatNumber(events) },
          { head: 'Bytes', number: true, cell: (row) => formatBytes(row.bytes) },
          {
            head: 'Took',
            number: true,
            cell: ({ time }) => (time === undefined ? undefined : formatDuration(time)),
          },
        ],
        memory.growth.slice(0, MOST_ROWS),
      ),
  );
}

export function renderingBlock({ rendering }: Report): Markup {
  const { fps, frameTime } = rendering;
  return section(
    'rendering',
    'Rendering',
    rendering.note,
    facts([
      { name: 'Frames/s', value: count(fps?.median), detail: spread(fps, formatNumber) },
      {
        name: 'Frame time p95',
        value: ms(frameTime, 'p95'),
        detail: frameTime && `median ${formatDuration(frameTime.p50)}, max ${formatDuration(frameTime.max)}`,
      },
      {
        name: 'Dropped frames',
        value: count(rendering.droppedFrames),
        detail: percent(rendering.droppedShare),
      },
      {
        name: 'Long frames',
        value: rendering.frames > 0 ? count(rendering.longFrames) : undefined,
        detail: 'over 50 ms',
      },
      {
        name: 'Display',
        value:
          rendering.refreshRate === undefined
            ? undefined
            : `${formatNumber(Math.round(rendering.refreshRate))} Hz`,
      },
      { name: 'Layout shift', value: count(rendering.layoutShift) },
    ]),
    rendering.causes.length > 0 &&
      table<LongFrameCause>(
        'What made frames long',
        [
          { head: 'Cause', cell: (cause) => prose(causeInWords(cause)) },
          { head: 'Frames', number: true, cell: ({ frames }) => formatNumber(frames) },
          { head: 'Time', number: true, cell: ({ time }) => formatDuration(time) },
          { head: 'Share', number: true, cell: (cause) => share(cause.share) },
        ],
        rendering.causes,
      ),
  );
}

export function networkBlock({ network }: Report): Markup {
  const { latency } = network;
  return section(
    'network',
    'Network',
    network.note,
    facts([
      {
        name: 'Requests',
        value: network.data === 'none' ? undefined : count(network.requests),
        detail: network.failures > 0 ? `${formatNumber(network.failures)} failed` : undefined,
      },
      { name: 'Cache hit rate', value: percent(network.cacheHitRate) },
      {
        name: 'Latency p95',
        value: ms(latency, 'p95'),
        detail: latency && `median ${formatDuration(latency.p50)}`,
      },
      { name: 'Transferred', value: network.data === 'none' ? undefined : bytes(network.transferSize) },
    ]),
    Object.keys(network.byKind).length > 0 &&
      table(
        'Requests by kind',
        [
          { head: 'Kind', cell: ([kind]) => kind },
          { head: 'Requests', number: true, cell: ([, of]) => formatNumber(of.requests) },
          { head: 'Failed', number: true, cell: ([, of]) => formatNumber(of.failures) },
          { head: 'From cache', number: true, cell: ([, of]) => formatNumber(of.cacheHits) },
          { head: 'Transferred', number: true, cell: ([, of]) => formatBytes(of.transferSize) },
          { head: 'Latency p50', number: true, cell: ([, of]) => ms(of.latency, 'p50') },
          { head: 'Latency p95', number: true, cell: ([, of]) => ms(of.latency, 'p95') },
        ],
        Object.entries(network.byKind),
      ),
  );
}

export function experienceBlock({ experience }: Report): Markup {
  const { latency, webVitals } = experience;
  const seen = experience.data !== 'none';
  return section(
    'experience',
    'User experience',
    experience.note,
    facts([
      {
        name: 'Interactions',
        value: seen ? count(experience.interactions) : undefined,
        detail:
          experience.interactionsPerMinute === undefined
            ? undefined
            : `${formatNumber(experience.interactionsPerMinute)} a minute`,
      },
      {
        name: 'INP',
        value: webVitals.INP === undefined ? undefined : formatDuration(webVitals.INP),
        detail: 'good up to 200 ms',
      },
      {
        name: 'Latency p95',
        value: ms(latency, 'p95'),
        detail: latency && `median ${formatDuration(latency.p50)}`,
      },
      { name: 'Rage clicks', value: seen ? count(experience.rageClicks) : undefined },
      { name: 'Dead clicks', value: seen ? count(experience.deadClicks) : undefined },
      {
        name: 'LCP',
        value: webVitals.LCP === undefined ? undefined : formatDuration(webVitals.LCP),
        detail: 'good up to 2.5 s',
      },
      { name: 'CLS', value: count(webVitals.CLS), detail: 'good up to 0.1' },
    ]),
    html`<h3>What performance does to people</h3>
      <p>${experience.relationsNote}</p>`,
    experience.relations.length > 0 &&
      html`<ul>
        ${experience.relations.map(({ sentence }) => html`<li>${prose(sentence)}</li>`)}
      </ul>`,
  );
}
