import type { Growth, Report } from '@wasm-vitals/protocol';
import { formatBytes, formatDuration, formatNumber, formatPercent } from '@wasm-vitals/report';
import { terminalSafe } from './table.js';

const SEPARATOR = ' · ';
const join = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(SEPARATOR);

function plural(count: number, one: string): string {
  return `${formatNumber(count)} ${one}${count === 1 ? '' : 's'}`;
}

function growthText(label: string, growth: Growth | undefined): string | undefined {
  if (!growth) return undefined;
  const { first, last, peak, change } = growth;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±';
  const higher = peak > Math.max(first, last) ? `, peak ${formatBytes(peak)}` : '';
  return `${label} ${formatBytes(first)} → ${formatBytes(last)} (${sign}${formatBytes(Math.abs(change))}${higher})`;
}

/** Linear memory, what is live in it, the JS heap, and who made it grow. */
export function memoryLines({ memory }: Report): readonly string[] {
  const lines = [
    growthText('linear', memory.reserved),
    growthText('live', memory.live),
    growthText('JS heap', memory.jsHeap),
    memory.headroom === undefined
      ? undefined
      : `${formatBytes(memory.headroom)} left to the declared maximum`,
    ...memory.growth.slice(0, 3).map((growth) => {
      const during = growth.during === undefined ? '' : ` during ${terminalSafe(growth.during)}`;
      return `grew ${plural(growth.events, 'time')} by ${formatBytes(growth.bytes)} in all${during}`;
    }),
  ].filter((line) => line !== undefined);
  return lines.length > 0 ? lines : ['not measured'];
}

export function framesLine({ rendering }: Report): string {
  const { fps, frameTime, frames, droppedFrames, longFrames, refreshRate } = rendering;
  if (!fps) return 'the page presented none';
  return join([
    `${formatNumber(fps.median)} fps${refreshRate === undefined ? '' : ` of ${formatNumber(refreshRate)}`}`,
    `lowest ${formatNumber(fps.min)}`,
    frameTime && `frame time p95 ${formatDuration(frameTime.p95)}, longest ${formatDuration(frameTime.max)}`,
    plural(longFrames, 'long frame'),
    droppedFrames === undefined
      ? undefined
      : `${formatNumber(droppedFrames)} dropped of ${formatNumber(frames + droppedFrames)}`,
  ]);
}

export function interactionLine({ experience }: Report): string {
  const { latency, interactions, inputDelay, rageClicks, deadClicks, webVitals } = experience;
  if (interactions === 0) return 'nobody interacted (drive the page with --script FILE to measure it)';
  return join([
    plural(interactions, 'event'),
    latency && `latency p50 ${formatDuration(latency.p50)}, p95 ${formatDuration(latency.p95)}`,
    webVitals.INP === undefined ? undefined : `INP ${formatDuration(webVitals.INP)}`,
    inputDelay === undefined ? undefined : `input delay up to ${formatDuration(inputDelay)}`,
    rageClicks > 0 ? plural(rageClicks, 'rage click') : undefined,
    deadClicks > 0 ? plural(deadClicks, 'dead click') : undefined,
  ]);
}

export function cacheLine({ network }: Report): string {
  if (network.requests === 0) return 'no requests';
  return join([
    network.cacheHitRate === undefined
      ? 'hit rate unknown'
      : `hit rate ${formatPercent(network.cacheHitRate)} (${formatNumber(network.cacheHits)} hits)`,
    plural(network.requests, 'request'),
    `${formatBytes(network.transferSize)} transferred`,
    network.failures > 0 ? `${formatNumber(network.failures)} failed` : undefined,
  ]);
}

export function alertLines({ alerts }: Report): readonly string[] {
  if (alerts.length === 0) return ['none'];
  return alerts.map(({ severity, message }) => `${severity}: ${terminalSafe(message)}`);
}
