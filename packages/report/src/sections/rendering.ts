import { medianOf } from '@wasm-vitals/analysis';
import type { LongFrame, LongFrameCause, RenderingReport, Snapshot } from '@wasm-vitals/protocol';
import { compact, latencyOf, spreadOf } from './distribution.js';
import { present, renderingOf } from './sections-of.js';

const FEWEST_FRAMES = 120;
const MOST_CAUSES = 20;

/** Display rate to assume where none was estimated. */
export const USUAL_REFRESH_RATE = 60;

/** Causes that are somebody's: for the others, the script that happened to run is no part of the cause. */
const HAS_NAME: readonly string[] = ['export', 'script'];

/** What made a frame long: the measured verdict, else the script that ran longest in it. */
export function causeOf(frame: LongFrame): { readonly cause: string; readonly name?: string; time: number } {
  const { verdict } = frame;
  if (verdict && verdict.cause !== 'unknown') {
    const time = frame.duration * (verdict.share ?? 1);
    const name = HAS_NAME.includes(verdict.cause) ? (verdict.name ?? scriptName(frame)) : verdict.name;
    return compact({ cause: verdict.cause, name, time });
  }
  const longest = longestScript(frame);
  if (!longest) return { cause: 'unknown', time: frame.duration };
  return compact({ cause: 'script', name: scriptName(frame), time: longest.duration });
}

function longestScript(frame: LongFrame) {
  return frame.scripts.reduce<LongFrame['scripts'][number] | undefined>(
    (longest, script) => (longest && longest.duration >= script.duration ? longest : script),
    undefined,
  );
}

/** `burn (main.js)`: the function, and the last part of its address. */
function scriptName(frame: LongFrame): string | undefined {
  const script = longestScript(frame);
  const file = script?.url
    ?.split(/[?#]/)[0]
    ?.split('/')
    .filter((part) => part !== '')
    .at(-1);
  const name = script?.function ?? script?.invoker;
  if (name === undefined || name === '') return file;
  return file === undefined ? name : `${name} (${file})`;
}

/** Causes of long frames by the time that they explain, greatest first. */
export function summariseCauses(frames: readonly LongFrame[]): readonly LongFrameCause[] {
  const whole = frames.reduce((sum, frame) => sum + Math.max(0, frame.duration), 0);
  const sums = new Map<string, { cause: string; name?: string; frames: number; time: number }>();
  for (const frame of frames) {
    const { cause, name, time } = causeOf(frame);
    const key = JSON.stringify([cause, name]);
    const known = sums.get(key) ?? compact({ cause, name, frames: 0, time: 0 });
    known.frames += 1;
    known.time += Math.max(0, time);
    sums.set(key, known);
  }
  return [...sums.values()]
    .map((sum) => ({ ...sum, share: whole > 0 ? Math.min(1, sum.time / whole) : 0 }))
    .sort((a, b) => b.time - a.time);
}

export function refreshRateOf(snapshots: readonly Snapshot[]): number | undefined {
  return medianOf(present(snapshots, renderingOf).flatMap(({ refreshRate }) => refreshRate ?? []));
}

function total(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}

function judge(sections: number, frames: number): Pick<RenderingReport, 'data' | 'note'> {
  if (sections === 0 || frames === 0) {
    return { data: 'none', note: 'The page presented no frame in this period.' };
  }
  if (frames >= FEWEST_FRAMES) return { data: 'enough' };
  return { data: 'little', note: `Only ${frames} frames; ${FEWEST_FRAMES} are needed to judge smoothness.` };
}

export function renderingReport(snapshots: readonly Snapshot[]): RenderingReport {
  const sections = present(snapshots, renderingOf);
  const frames = sections.reduce((sum, section) => sum + section.frames, 0);
  const long = sections.flatMap((section) => section.longFrames);
  const dropped = total(sections.map((section) => section.droppedFrames));
  return compact<RenderingReport>({
    ...judge(sections.length, frames),
    fps: spreadOf(sections.flatMap(({ fps }) => fps ?? [])),
    refreshRate: refreshRateOf(snapshots),
    frameTime: latencyOf(sections.map((section) => section.frameTime)),
    frames,
    droppedFrames: dropped,
    droppedShare: dropped !== undefined && dropped + frames > 0 ? dropped / (dropped + frames) : undefined,
    longFrames: long.length,
    causes: summariseCauses(long).slice(0, MOST_CAUSES),
    layoutShift: total(sections.map((section) => section.layoutShift)),
  });
}
