import { AdditiveBlending, Color, NormalBlending, type Blending, type Texture } from 'three';
import type { Theme } from './theme.js';

/** What all materials of the column share: one change reaches each of them. */
export interface SharedUniforms {
  readonly [name: string]: { value: unknown };
  readonly activity: { value: Texture | null };
  readonly time: { value: number };
  /** Size of a cell in pixels at unit distance. */
  readonly cellSize: { value: number };
  /** How much larger a cell is drawn when it fires. */
  readonly halo: { value: number };
  /** Eight colours: excitatory and inhibitory of each layer. */
  readonly colors: { value: Color[] };
  /** 1 on a dark ground, where light adds up; 0 on a light one. */
  readonly dark: { value: number };
}

export function createUniforms(): SharedUniforms {
  return {
    activity: { value: null },
    time: { value: 0 },
    cellSize: { value: 1 },
    halo: { value: 1 },
    colors: { value: Array.from({ length: 8 }, () => new Color()) },
    dark: { value: 1 },
  };
}

export function applyColors(uniforms: SharedUniforms, theme: Theme): void {
  uniforms.dark.value = theme.dark ? 1 : 0;
  for (const [at, color] of uniforms.colors.value.entries()) {
    const table = at % 2 === 0 ? theme.layers : theme.inhibitory;
    // the shaders write sRGB as it is: a conversion for each pixel costs more than all else where a processor draws
    color.setStyle(table[Math.floor(at / 2)] ?? '#888').convertLinearToSRGB();
  }
}

export const blendingOf = (theme: Theme): Blending => (theme.dark ? AdditiveBlending : NormalBlending);
