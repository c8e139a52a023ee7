import { DataTexture, FloatType, NearestFilter, RedFormat } from 'three';

const WIDTH = 256;
/** "Has not fired": far enough in the past that nothing glows. */
const LONG_AGO = -1_000;

export interface Activity {
  readonly texture: DataTexture;
  /** Notes that neurons fired at `seconds` (of the scene's clock). */
  mark(neurons: Uint32Array, seconds: number): void;
  dispose(): void;
}

/** The time of each neuron's last spike, in a texture: cells and dendrites look it up, and one upload a frame serves both. */
export function createActivity(neurons: number): Activity {
  const height = Math.ceil(neurons / WIDTH);
  const data = new Float32Array(WIDTH * height).fill(LONG_AGO);
  const texture = new DataTexture(data, WIDTH, height, RedFormat, FloatType);
  texture.minFilter = texture.magFilter = NearestFilter;
  texture.needsUpdate = true;
  return {
    texture,
    mark(fired, seconds) {
      if (fired.length === 0) return;
      for (const neuron of fired) data[neuron] = seconds;
      texture.needsUpdate = true;
    },
    dispose: () => texture.dispose(),
  };
}

/** GLSL: how bright a neuron glows, 1 when it fires and fading within a tenth of a second. */
export const FLASH_GLSL = /* glsl */ `
  uniform highp sampler2D activity;
  uniform float time;
  float flashOf(float neuron) {
    int n = int(neuron + 0.5);
    float last = texelFetch(activity, ivec2(n % ${String(WIDTH)}, n / ${String(WIDTH)}), 0).r;
    return exp(-max(0.0, time - last) * 20.0);
  }
`;
