import { DoubleSide, Mesh, MeshBasicMaterial, RingGeometry, type Camera } from 'three';
import type { Place } from './pick.js';
import { heightOf, MICROMETRES } from './units.js';

const LASTS_S = 0.7;

export interface Pulse {
  readonly object: Mesh<RingGeometry, MeshBasicMaterial>;
  /** Starts a ring that spreads to `radius` µm. */
  start(place: Place, radius: number, seconds: number): void;
  update(camera: Camera, seconds: number): void;
}

/** The ring that shows where a click reached the column. */
export function createPulse(): Pulse {
  const material = new MeshBasicMaterial({
    color: '#fff',
    transparent: true,
    depthTest: false,
    side: DoubleSide,
  });
  const object = new Mesh(new RingGeometry(0.93, 1, 48), material);
  object.visible = false;
  let began = 0;
  let reach = 1;
  return {
    object,
    start(place, radius, seconds) {
      object.position.set(place.x / MICROMETRES, heightOf(-place.y), place.z / MICROMETRES);
      began = seconds;
      reach = radius / MICROMETRES;
      object.visible = true;
    },
    update(camera, seconds) {
      const share = (seconds - began) / LASTS_S;
      object.visible = object.visible && share < 1;
      if (!object.visible) return;
      object.quaternion.copy(camera.quaternion);
      object.scale.setScalar(reach * (0.2 + 0.8 * Math.sqrt(share)));
      material.opacity = 0.9 * (1 - share);
    },
  };
}
