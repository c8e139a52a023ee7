import type { ReportOpportunity } from '@wasm-vitals/protocol';
import type { FindingContext } from '../findings/finding-context.js';
import { formatBytes, formatDuration, formatNumber, formatPercent, quoteName } from '../prose/quantity.js';
import { USUAL_REFRESH_RATE } from '../sections/rendering.js';

const MIB = 1_048_576;
const MOST = 6;

/** An export that takes a good part of each frame: what halving it would do to the frame. */
function hotExports({ wasm, rendering }: FindingContext): readonly ReportOpportunity[] {
  const { frames, frameTime } = rendering;
  if (!frameTime || frames === 0) return [];
  const refresh = 1_000 / (rendering.refreshRate ?? USUAL_REFRESH_RATE);
  return wasm.functions
    .filter(({ kind, worker }) => worker === undefined && (kind === 'export' || kind === 'table'))
    .slice(0, 3)
    .flatMap((summary) => {
      const perFrame = (summary.selfTime ?? summary.totalTime) / frames;
      if (perFrame < 0.15 * frameTime.mean) return [];
      // Frames never come faster than the display: what is below a refresh is idle time, not frame time
      const to = Math.max(refresh, frameTime.mean - perFrame / 2);
      const gain = frameTime.mean - to;
      return [
        {
          title: `Make export ${quoteName(summary.name)} lighter`,
          description:
            `It takes ${formatDuration(perFrame)} of each frame (${formatPercent(summary.share)} of all WebAssembly time, ` +
            `${formatNumber(summary.callsPerSecond)} calls/s). At half its time, ` +
            (gain > 0.1
              ? `the mean frame takes ${formatDuration(to)} instead of ${formatDuration(frameTime.mean)}.`
              : `each frame has ${formatDuration(perFrame / 2)} more room; the frame rate is already at the display’s limit.`),
          metric: 'rendering.frameTime.mean',
          from: frameTime.mean,
          to,
          basis: 'Amdahl’s law on measured self time per frame',
        },
      ];
    });
}

/** Tiny calls in great numbers: the crossing costs about as much as the work. */
function chattyExports({ wasm }: FindingContext): readonly ReportOpportunity[] {
  return wasm.functions
    .filter((summary) => summary.callsPerSecond > 20_000 && summary.totalTime / summary.calls < 0.001)
    .slice(0, 2)
    .map((summary) => ({
      title: `Batch the calls of ${quoteName(summary.name)}`,
      description:
        `${formatNumber(summary.callsPerSecond)} calls/s of ${formatDuration(summary.totalTime / summary.calls)} each: ` +
        'one call that works on an array crosses the boundary once.',
      metric: 'wasm.executionStats.calls',
      from: summary.callsPerSecond,
      to: summary.callsPerSecond / 100,
      basis: 'batches of 100',
    }));
}

function compileTime({ wasm }: FindingContext): readonly ReportOpportunity[] {
  return wasm.modules
    .filter(({ compileTime = 0, streaming }) => compileTime >= 100 && streaming !== true)
    .map((module) => ({
      title: `Compile module ${quoteName(module.name)} while it streams`,
      description:
        `It took ${formatDuration(module.compileTime ?? 0)} to compile after it had arrived` +
        `${module.bytes === undefined ? '' : ` (${formatBytes(module.bytes)})`}; WebAssembly.instantiateStreaming compiles during the download and lets the browser cache the code.`,
      metric: 'wasm.modules.compileTime',
      from: module.compileTime ?? 0,
      to: 0,
      basis: 'compile time measured after the download',
    }));
}

function unusedMemory({ memory }: FindingContext): readonly ReportOpportunity[] {
  const { reserved, live } = memory;
  if (!reserved || !live) return [];
  const unused = reserved.last - live.peak;
  if (unused < 16 * MIB || unused < 0.5 * reserved.last) return [];
  return [
    {
      title: 'Reserve less linear memory',
      description: `${formatBytes(reserved.last)} are reserved, and at most ${formatBytes(live.peak)} were ever live in this period: recycling the instance gives back ${formatBytes(unused)}.`,
      metric: 'wasm.memoryUsage',
      from: reserved.last,
      to: live.peak,
      basis: 'reserved against the peak of live bytes',
    },
  ];
}

/** What could be gained, computed from what was measured; the greatest relative gain first. */
export function opportunitiesOf(context: FindingContext): readonly ReportOpportunity[] {
  const gain = ({ from, to }: ReportOpportunity) => (from > 0 ? 1 - to / from : 0);
  return [hotExports, chattyExports, compileTime, unusedMemory]
    .flatMap((rule) => rule(context))
    .sort((a, b) => gain(b) - gain(a))
    .slice(0, MOST);
}
