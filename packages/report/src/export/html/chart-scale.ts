import type { MetricUnit } from '@wasm-vitals/protocol';

export interface Scale {
  readonly max: number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 2.5, 5, 10];

/** Largest round step that makes at most four ticks: 1, 2, 2.5 or 5 times a power of ten. */
function roundStep(max: number): number {
  const power = 10 ** Math.floor(Math.log10(max / 3));
  return (STEPS.find((step) => step * power * 3 >= max) ?? 10) * power;
}

/** Scale from 0 to a round number at or above `max`. Bytes are round in binary units, shares end at 100 %. */
export function scaleTo(max: number, unit: MetricUnit): Scale {
  if (unit === 'ratio' && max <= 1) return { max: 1, ticks: [0, 0.5, 1] };
  if (!(max > 0) || !Number.isFinite(max)) return { max: 1, ticks: [0, 1] };
  const base = unit === 'bytes' ? 1024 ** Math.floor(Math.log2(Math.max(1, max)) / 10) : 1;
  const step = roundStep(max / base) * base;
  if (!(step > 0) || !Number.isFinite(step * 4)) return { max, ticks: [0, max] };
  const count = Math.max(1, Math.ceil(max / step - 1e-9));
  return { max: count * step, ticks: Array.from({ length: count + 1 }, (_, i) => i * step) };
}
