import { Vector3, type PerspectiveCamera } from 'three';
import { COLUMN_RADIUS, LAYER_DEPTHS, LAYER_NAMES } from '../simulation/populations.js';
import { heightOf, MICROMETRES } from './units.js';

/** Keeps the layers' names at the column's left outline, whichever way it is turned. */
export function createLabels(
  container: HTMLElement,
): (camera: PerspectiveCamera, width: number, height: number) => void {
  const labels = LAYER_NAMES.map((name, layer) => {
    const element = document.createElement('span');
    element.className = 'layer-label';
    element.textContent = name;
    element.dataset['layer'] = String(layer - 1);
    container.append(element);
    const top = LAYER_DEPTHS[layer] ?? 0;
    const bottom = LAYER_DEPTHS[layer + 1] ?? top;
    return { element, height: heightOf((top + bottom) / 2) };
  });
  const point = new Vector3();
  const right = new Vector3();
  return (camera, width, height) => {
    right.setFromMatrixColumn(camera.matrixWorld, 0);
    for (const label of labels) {
      point.set(0, label.height, 0).addScaledVector(right, (-COLUMN_RADIUS / MICROMETRES) * 1.06);
      point.project(camera);
      const x = ((point.x + 1) / 2) * width;
      const y = ((1 - point.y) / 2) * height;
      label.element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-100%, -50%)`;
    }
  };
}
