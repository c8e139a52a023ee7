import { BufferAttribute, BufferGeometry, LineSegments, ShaderMaterial } from 'three';
import type { ColumnInfo } from '../simulation/column.js';
import { POPULATIONS } from '../simulation/populations.js';
import { FLASH_GLSL } from './activity.js';
import { heightOf, MICROMETRES } from './units.js';
import type { SharedUniforms } from './uniforms.js';

const VERTEX = /* glsl */ `
  ${FLASH_GLSL}
  attribute float neuron;
  attribute float population;
  uniform vec3 colors[8];
  uniform float dark;
  varying vec4 tint;
  void main() {
    float flash = flashOf(neuron);
    tint = vec4(colors[int(population + 0.5)], mix(0.12, 0.06, dark) + 0.4 * flash);
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  }
`;
const FRAGMENT = /* glsl */ `
  varying vec4 tint;
  void main() {
    gl_FragColor = tint;
  }
`;

/** Cells whose apical dendrite is drawn: a few of each excitatory population, most of layer 5, whose tufts reach layer 1. */
const DRAWN = { 'L2/3e': 70, L4e: 30, L5e: 110, L6e: 30 } as const;
/** Depth (µm) to which their dendrites rise: only those of layers 2/3 and 5 branch in layer 1. */
const RISES = { 'L2/3e': 30, L4e: 420, L5e: 25, L6e: 640 } as const;
const SEGMENTS = 5;
const BRANCHES = 4;

type Named = keyof typeof DRAWN;
type Point = readonly [x: number, y: number, z: number];

/** Whole-number hash to -1…1: the same cell always gets the same tree. */
function wobble(neuron: number, salt: number): number {
  const mixed = Math.imul(neuron * 31 + salt * 977 + 7, 0x9e3779b1) >>> 0;
  return (((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32) * 2 - 1;
}

/** The lines of one cell: a trunk that rises with small bends, and a tuft. */
function tree(neuron: number, soma: Point, top: number): Point[] {
  const lines: Point[] = [];
  const tuftAt = top + Math.min(110, (soma[1] - top) * 0.3);
  let from = soma;
  for (let k = 1; k <= SEGMENTS; k++) {
    const depth = soma[1] + ((tuftAt - soma[1]) * k) / SEGMENTS;
    const to: Point = [soma[0] + 9 * wobble(neuron, k), depth, soma[2] + 9 * wobble(neuron, k + 20)];
    lines.push(from, to);
    from = to;
  }
  for (let k = 0; k < BRANCHES; k++) {
    lines.push(from, [
      from[0] + 60 * wobble(neuron, k + 40),
      top + 30 * Math.abs(wobble(neuron, k + 50)),
      from[2] + 60 * wobble(neuron, k + 60),
    ]);
  }
  return lines;
}

function cellsOf(info: ColumnInfo, population: number, wanted: number): number[] {
  const start = info.starts[population] ?? 0;
  const size = (info.starts[population + 1] ?? start) - start;
  const count = Math.min(size, wanted);
  return Array.from({ length: count }, (_, k) => start + Math.floor((k * size) / count));
}

export interface Dendrites {
  readonly object: LineSegments<BufferGeometry, ShaderMaterial>;
  dispose(): void;
}

export function createDendrites(info: ColumnInfo, uniforms: SharedUniforms): Dendrites {
  const places: number[] = [];
  const owners: number[] = [];
  const populations: number[] = [];
  for (const [population, { name }] of POPULATIONS.entries()) {
    if (!(name in DRAWN)) continue;
    for (const neuron of cellsOf(info, population, DRAWN[name as Named])) {
      const [x = 0, y = 0, z = 0] = info.positions.subarray(neuron * 3, neuron * 3 + 3);
      for (const point of tree(neuron, [x, -y, z], RISES[name as Named])) {
        places.push(point[0] / MICROMETRES, heightOf(point[1]), point[2] / MICROMETRES);
        owners.push(neuron);
        populations.push(population);
      }
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(places), 3));
  geometry.setAttribute('neuron', new BufferAttribute(new Float32Array(owners), 1));
  geometry.setAttribute('population', new BufferAttribute(new Float32Array(populations), 1));
  const material = new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms,
    transparent: true,
    depthTest: false,
    depthWrite: false,
  });
  const object = new LineSegments(geometry, material);
  object.frustumCulled = false;
  return {
    object,
    dispose() {
      geometry.dispose();
      material.dispose();
    },
  };
}
