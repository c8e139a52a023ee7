import { BufferAttribute, BufferGeometry, Points, ShaderMaterial } from 'three';
import type { ColumnInfo } from '../simulation/column.js';
import { FLASH_GLSL } from './activity.js';
import { heightOf, MICROMETRES } from './units.js';
import type { SharedUniforms } from './uniforms.js';

const VERTEX = /* glsl */ `
  ${FLASH_GLSL}
  attribute float neuron;
  attribute float population;
  uniform float cellSize;
  uniform float halo;
  uniform vec3 colors[8];
  varying vec3 tint;
  varying float flash;
  varying float round;
  void main() {
    flash = flashOf(neuron);
    tint = colors[int(population + 0.5)];
    round = mod(population, 2.0);
    vec4 seen = modelViewMatrix * vec4(position, 1.0);
    gl_Position = projectionMatrix * seen;
    gl_PointSize = cellSize * (1.0 + halo * flash) / -seen.z;
  }
`;

// Pyramidal cells are triangles, interneurons discs, as anatomists draw them; a halo surrounds those that fire.
const FRAGMENT = /* glsl */ `
  uniform float dark;
  uniform float halo;
  varying vec3 tint;
  varying float flash;
  varying float round;
  void main() {
    vec2 p = (gl_PointCoord * 2.0 - 1.0) * (1.0 + halo * flash);
    float disc = length(p) - 0.72;
    float triangle = max(abs(p.x) * 0.88 + -p.y * 0.48, p.y) - 0.5;
    float body = 1.0 - smoothstep(-0.12, 0.12, mix(triangle, disc, round));
    float far = length(gl_PointCoord * 2.0 - 1.0);
    float glow = flash * max(0.0, 1.0 - far) * max(0.0, 1.0 - far);
    vec3 core = mix(tint, mix(tint * 0.55, vec3(1.0), dark), flash * 0.75);
    float alpha = max(body * mix(0.42, 1.0, flash), glow * mix(0.55, 0.7, dark));
    if (alpha < 0.02) discard;
    gl_FragColor = vec4(mix(tint, core, body), alpha);
  }
`;

export interface Cells {
  readonly object: Points<BufferGeometry, ShaderMaterial>;
  /** Neuron of each vertex: vertices are shuffled, so that the first half is a fair sample of all. */
  readonly order: Uint32Array;
  dispose(): void;
}

/** A fixed shuffle: the same neurons stay in the picture when the budget changes. */
function shuffled(count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, k) => k);
  let state = 0x2545f491;
  for (let at = count - 1; at > 0; at--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}

/** The population of a neuron, from where each population begins. */
function populationOf(neuron: number, starts: readonly number[]): number {
  return starts.findLastIndex((start) => start <= neuron);
}

export function createCells(info: ColumnInfo, uniforms: SharedUniforms): Cells {
  const order = shuffled(info.neurons);
  const places = new Float32Array(info.neurons * 3);
  for (const [vertex, neuron] of order.entries()) {
    places[vertex * 3] = (info.positions[neuron * 3] ?? 0) / MICROMETRES;
    places[vertex * 3 + 1] = heightOf(-(info.positions[neuron * 3 + 1] ?? 0));
    places[vertex * 3 + 2] = (info.positions[neuron * 3 + 2] ?? 0) / MICROMETRES;
  }
  const populations = Float32Array.from(order, (neuron) => populationOf(neuron, info.starts));
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(places, 3));
  geometry.setAttribute('neuron', new BufferAttribute(Float32Array.from(order), 1));
  geometry.setAttribute('population', new BufferAttribute(populations, 1));
  const material = new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms,
    transparent: true,
    depthTest: false,
    depthWrite: false,
  });
  const object = new Points(geometry, material);
  object.frustumCulled = false;
  return {
    object,
    order,
    dispose() {
      geometry.dispose();
      material.dispose();
    },
  };
}
