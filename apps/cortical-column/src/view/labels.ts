import { Vector3, type PerspectiveCamera } from 'three';
import { COLUMN_RADIUS, LAYER_DEPTHS, LAYER_NAMES } from '../simulation/populations.js';
import { heightOf, INPUT_DEPTH, MICROMETRES } from './units.js';

interface LabelPlace {
  readonly name: string;
  /** Micrometres below the pia. */
  readonly depth: number;
  /** Index into `LAYERS`, for its colour; -1 where there is none. */
  readonly layer: number;
}

const PLACES: readonly LabelPlace[] = [
  ...LAYER_NAMES.map((name, at) => {
    const top = LAYER_DEPTHS[at] ?? 0;
    return { name, depth: (top + (LAYER_DEPTHS[at + 1] ?? top)) / 2, layer: at - 1 };
  }),
  { name: 'Thalamus', depth: INPUT_DEPTH, layer: -1 },
];

/** Keeps the layers' names at the column's left outline, whichever way it is turned. */
export function createLabels(
  container: HTMLElement,
): (camera: PerspectiveCamera, width: number, height: number) => void {
  const labels = PLACES.map(({ name, depth, layer }) => {
    const element = document.createElement('span');
    element.className = 'layer-label';
    element.textContent = name;
    element.dataset['layer'] = String(layer);
    container.append(element);
    return { element, height: heightOf(depth) };
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
