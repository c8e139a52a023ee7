import { Raycaster, Vector2, type PerspectiveCamera, type Vector3 } from 'three';
import { COLUMN_RADIUS } from '../simulation/populations.js';
import { depthOf, heightOf, MICROMETRES } from './units.js';

/** A place in the column (µm, as the simulation counts: y is negative depth). */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** How far beside the outline a click still counts. */
const MARGIN = 1.08;

/**
 * Where a ray from the eye meets the column's wall or lid, on the side that faces the viewer; undefined beside it.
 * `x` and `y` are -1 to 1 over the canvas, y upwards.
 */
export function pickPlace(x: number, y: number, camera: PerspectiveCamera): Place | undefined {
  const ray = new Raycaster();
  ray.setFromCamera(new Vector2(x, y), camera);
  const { origin: o, direction: d } = ray.ray;
  const radius = (COLUMN_RADIUS / MICROMETRES) * MARGIN;
  const a = d.x * d.x + d.z * d.z;
  const b = o.x * d.x + o.z * d.z;
  const root = b * b - a * (o.x * o.x + o.z * o.z - radius * radius);
  if (root < 0 || a === 0) return undefined;
  const wall = o.clone().addScaledVector(d, (-b - Math.sqrt(root)) / a);
  const bottom = heightOf(1_491.7);
  const top = heightOf(0);
  if (wall.y >= bottom && wall.y <= top) return toPlace(wall, 0.75);
  const lid = wall.y > top ? top : bottom;
  const through = o.clone().addScaledVector(d, (lid - o.y) / d.y);
  return Math.hypot(through.x, through.z) <= radius ? toPlace(through, 1) : undefined;
}

/** A click on the wall is meant for the cells behind it: `inwards` moves it towards the axis. */
function toPlace(point: Vector3, inwards: number): Place {
  return { x: point.x * MICROMETRES * inwards, y: -depthOf(point.y), z: point.z * MICROMETRES * inwards };
}
