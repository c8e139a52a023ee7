import { blamed, blamedScript, type Evidence, type Rule } from '../rule.js';

/** Long frames that WebAssembly explains are not the renderer's: then less drawing helps little. */
function drawingFits(evidence: Evidence): number {
  const elsewhere = blamed(evidence, ['export', 'memory-growth']) ?? 0;
  return elsewhere > 0.5 || (evidence.wasmShare ?? 0) > 0.3 ? 0.5 : 1;
}

/** An animation callback without a name of its own is known by its kind alone. */
function scriptInWords(evidence: Evidence): string {
  const name = blamedScript(evidence) ?? '';
  return name === 'FrameRequestCallback' ? 'the callback of each animation frame' : name;
}

export const RENDERING_RULES: readonly Rule[] = [
  {
    id: 'lower-render-cost',
    category: 'rendering',
    needs: 'lower-render-cost',
    advice: true,
    answers: {
      'frame-rate-drop': 0.8,
      jank: 0.6,
      'input-latency': 0.4,
      'execution-slow': 0.2,
      'execution-ramp': 0.2,
      stall: 0.15,
    },
    fit: drawingFits,
    title: () => 'Draw less: resolution, particles, effects',
    description: 'Lowers the resolution scale, the particle budget or the effects by one step.',
    why: (evidence) => {
      const gpu = evidence.rendering?.gpuTime;
      return gpu === undefined
        ? 'Each frame takes longer than the display gives it; drawing less leaves time over.'
        : `The GPU is busy for ${gpu.toFixed(0)} ms of the interval; drawing less leaves time over.`;
    },
    undo: 'Draws at full quality again.',
  },
  {
    id: 'lighter-script',
    category: 'execution',
    advice: true,
    // more than drawing less: the verdicts name the very script
    answers: { 'frame-rate-drop': 0.85, jank: 0.85, stall: 0.4, 'input-latency': 0.5 },
    when: (evidence) => (blamed(evidence, ['script']) ?? 0) > 0.5 && blamedScript(evidence) !== undefined,
    title: (evidence) => `Do less in ${scriptInWords(evidence)}`,
    description:
      'See what it computes, queries or draws in each frame: do it less often, in slices, or in a worker.',
    why: (evidence) =>
      `${((blamed(evidence, ['script']) ?? 0) * 100).toFixed(0)} % of the long frames were spent in script, outside of WebAssembly’s exports.`,
  },
  {
    id: 'avoid-layout',
    category: 'rendering',
    advice: true,
    answers: { jank: 0.4, 'frame-rate-drop': 0.3 },
    when: (evidence) => (blamed(evidence, ['layout']) ?? 0) > 0.5,
    title: () => 'Keep style and layout out of the frame',
    description: 'Batch reads before writes, and contain what changes (`contain`, `content-visibility`).',
    why: (evidence) =>
      `${((blamed(evidence, ['layout']) ?? 0) * 100).toFixed(0)} % of the long frames were spent in style and layout.`,
  },
  {
    id: 'reduce-garbage',
    category: 'rendering',
    advice: true,
    answers: { jank: 0.45, 'frame-rate-drop': 0.3 },
    when: (evidence) => (blamed(evidence, ['garbage-collection']) ?? 0) > 0.5,
    title: () => 'Allocate less per frame',
    description: 'Reuse arrays and objects between frames, so that the collector has nothing to do in them.',
    why: () => 'Most long frames look like garbage collections.',
  },
];
