import {
  BufferAttribute,
  BufferGeometry,
  CircleGeometry,
  DataTexture,
  Group,
  LineBasicMaterial,
  LineLoop,
  LinearFilter,
  Mesh,
  RedFormat,
  ShaderMaterial,
} from 'three';
import { COLUMN_RADIUS, LAYER_DEPTHS } from '../simulation/populations.js';
import type { Theme } from './theme.js';
import { heightOf, INPUT_DEPTH, MICROMETRES } from './units.js';
import type { SharedUniforms } from './uniforms.js';

const RADIUS = COLUMN_RADIUS / MICROMETRES;
const CORNERS = 72;

const VERTEX = /* glsl */ `
  varying vec2 place;
  void main() {
    place = uv;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  }
`;
const FRAGMENT = /* glsl */ `
  uniform sampler2D film;
  uniform vec3 accent;
  varying vec2 place;
  void main() {
    float light = texture2D(film, place).r;
    float edge = smoothstep(0.5, 0.48, length(place - 0.5));
    gl_FragColor = vec4(accent, edge * (0.06 + 0.85 * light));
  }
`;

function ring(height: number, material: LineBasicMaterial): LineLoop {
  const places = Array.from({ length: CORNERS }, (_, k) => {
    const angle = (k * 2 * Math.PI) / CORNERS;
    return [RADIUS * Math.cos(angle), height, RADIUS * Math.sin(angle)];
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(places.flat()), 3));
  return new LineLoop(geometry, material);
}

export interface ColumnFrame {
  readonly object: Group;
  /** Shows the film's frame (side × side brightness), or the dark. */
  setFilm(frame: Float32Array | undefined): void;
  setTheme(theme: Theme): void;
}

/** Borders of the layers, and the disc of thalamic input below them. */
export function createColumnFrame(side: number, uniforms: SharedUniforms): ColumnFrame {
  const object = new Group();
  const lines = new LineBasicMaterial({ transparent: true, depthTest: false });
  for (const depth of LAYER_DEPTHS) object.add(ring(heightOf(depth), lines));
  const pixels = new Uint8Array(side * side);
  const film = new DataTexture(pixels, side, side, RedFormat);
  film.minFilter = film.magFilter = LinearFilter;
  const own = { film: { value: film }, accent: { value: uniforms.colors.value[2] } };
  const material = new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: own,
    transparent: true,
    depthTest: false,
    depthWrite: false,
  });
  const disc = new Mesh(new CircleGeometry(RADIUS, CORNERS), material);
  disc.rotation.x = Math.PI / 2; // film's lines run along z, as the simulation reads them
  disc.position.y = heightOf(INPUT_DEPTH);
  material.side = 2;
  object.add(disc);
  return {
    object,
    setFilm(frame) {
      for (let at = 0; at < pixels.length; at++) pixels[at] = frame ? (frame[at] ?? 0) * 255 : 0;
      film.needsUpdate = true;
    },
    setTheme(theme) {
      lines.color.setStyle(theme.line);
      lines.opacity = theme.dark ? 0.7 : 0.9;
    },
  };
}
