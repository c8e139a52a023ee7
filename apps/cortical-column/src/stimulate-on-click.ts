import type { Column } from './simulation/column.js';
import type { Scene } from './view/scene.js';

/** Neurons within this distance (µm) of the click are driven. */
const RADIUS = 170;
/** Current (pA) at the click, fading within 25 ms: several spikes each. */
const STRENGTH = 1_800;
/** A pointer that moved further (px) was turning the column. */
const SLACK = 5;

/** Lets a click (or tap) on the column excite the neurons there. */
export function stimulateOnClick(scene: Scene, column: Column): void {
  let down: PointerEvent | undefined;
  scene.canvas.addEventListener('pointerdown', (event) => (down = event));
  scene.canvas.addEventListener('pointerup', (event) => {
    if (!down || Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > SLACK) return;
    const place = scene.pick(event.clientX, event.clientY);
    if (!place) return;
    column.wasm.stimulate(place.x, place.y, place.z, RADIUS, STRENGTH);
    scene.pulse(place, RADIUS);
  });
}
