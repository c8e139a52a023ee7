import { Color, PerspectiveCamera, Scene as ThreeScene } from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import type { ColumnInfo } from '../simulation/column.js';
import { createActivity, type Activity } from './activity.js';
import { createCells, type Cells } from './cells.js';
import { createDendrites, type Dendrites } from './dendrites.js';
import { createColumnFrame } from './frame.js';
import { createLabels } from './labels.js';
import { pickPlace, type Place } from './pick.js';
import { createPulse } from './pulse.js';
import { createRenderer } from './renderer.js';
import type { Theme } from './theme.js';
import { applyColors, blendingOf, createUniforms } from './uniforms.js';

export interface Scene {
  readonly canvas: HTMLCanvasElement;
  readonly software: boolean;
  /** What `render` draws with. */
  readonly context: WebGL2RenderingContext;
  /** Share of the neurons that are drawn, 0 to 1. */
  setBudget(share: number): void;
  /** Pixels along a side, against the most that this screen shows, 0 to 1. */
  setResolution(scale: number): void;
  setTheme(theme: Theme): void;
  setColumn(info: ColumnInfo): void;
  /** Neurons drawn now, and at full quality. */
  particles(which: 'drawn' | 'all'): number;
  flash(neurons: Uint32Array): void;
  setFilm(frame: Float32Array | undefined): void;
  /** Draws the frame of `now` (ms, as in requestAnimationFrame). */
  render(now: number): void;
  /** The place of the column under a point of the page; undefined beside it. */
  pick(clientX: number, clientY: number): Place | undefined;
  pulse(place: Place, radius: number): void;
}

interface Shown {
  readonly activity: Activity;
  readonly cells: Cells;
  readonly dendrites: Dendrites;
}

const FIELD_OF_VIEW = 32;
/** Distance at which the whole column fits a wide stage, and one as narrow as a phone's. */
const DISTANCE = 7.4;
/** Size of a cell: pixels at unit distance, for each pixel of the stage's height. */
const CELL_SHARE = 0.058;
/** A little below the column's middle: the disc of thalamic input belongs to the picture. */
const LOOK_AT = -0.14;
/** Growth of a cell that fires. Halos are most of the pixels drawn, and a processor that draws pays for each. */
const HALO = { software: 1.2, hardware: 2.4 };
const TURN_SPEED = 0.35;

export function createScene(container: HTMLElement, side: number): Scene {
  const { webgl, software, pixelRatio } = createRenderer(container);
  const scene = new ThreeScene();
  const camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, 0.1, 50);
  camera.position.set(0.8, 0.9, DISTANCE);
  const controls = startControls(camera, webgl.domElement);
  const uniforms = createUniforms();
  uniforms.halo.value = software ? HALO.software : HALO.hardware;
  const frame = createColumnFrame(side, uniforms);
  const pulse = createPulse();
  const placeLabels = createLabels(container);
  scene.add(frame.object, pulse.object);
  let shown: Shown | undefined;
  let budget = 1;
  let resolution = 1;
  let theme: Theme | undefined;
  let width = 0;
  let height = 0;
  let seconds = 0;

  const particles = (which: 'drawn' | 'all'): number =>
    Math.ceil((shown?.cells.order.length ?? 0) * (which === 'all' ? 1 : budget));
  const applyBudget = (): void => shown?.cells.object.geometry.setDrawRange(0, particles('drawn'));

  function applyTheme(): void {
    if (!theme) return;
    scene.background = new Color(theme.background);
    applyColors(uniforms, theme);
    frame.setTheme(theme);
    pulse.object.material.color.setStyle(theme.text);
    if (shown)
      shown.cells.object.material.blending = shown.dendrites.object.material.blending = blendingOf(theme);
  }

  function fit(): void {
    const { clientWidth, clientHeight } = container;
    if (clientWidth === width && clientHeight === height) return;
    [width, height] = [clientWidth, clientHeight];
    resize();
  }

  function resize(): void {
    webgl.setPixelRatio(pixelRatio * resolution);
    webgl.setSize(width, height, false);
    camera.aspect = width / Math.max(1, height);
    // a narrow stage: widen the angle until the column's width fits
    camera.fov = camera.aspect < 0.9 ? FIELD_OF_VIEW * Math.min(1.5, 0.9 / camera.aspect) : FIELD_OF_VIEW;
    camera.updateProjectionMatrix();
    uniforms.cellSize.value = Math.max(16, height * CELL_SHARE) * pixelRatio * resolution;
  }

  function clear(): void {
    if (!shown) return;
    scene.remove(shown.cells.object, shown.dendrites.object);
    shown.cells.dispose();
    shown.dendrites.dispose();
    shown.activity.dispose();
  }

  return {
    canvas: webgl.domElement,
    software,
    context: webgl.getContext() as WebGL2RenderingContext,
    setBudget(share) {
      budget = share;
      applyBudget();
    },
    setResolution(scale) {
      resolution = scale;
      resize();
    },
    setTheme(next) {
      theme = next;
      applyTheme();
    },
    setColumn(info) {
      clear();
      const activity = createActivity(info.neurons);
      uniforms.activity.value = activity.texture;
      shown = { activity, cells: createCells(info, uniforms), dendrites: createDendrites(info, uniforms) };
      scene.add(shown.dendrites.object, shown.cells.object);
      applyBudget();
      applyTheme();
    },
    particles,
    flash: (neurons) => shown?.activity.mark(neurons, seconds),
    setFilm: (film) => frame.setFilm(film),
    render(now) {
      fit();
      seconds = now / 1000;
      uniforms.time.value = seconds;
      controls.update();
      pulse.update(camera, seconds);
      webgl.render(scene, camera);
      placeLabels(camera, width, height);
    },
    pick(clientX, clientY) {
      const box = webgl.domElement.getBoundingClientRect();
      return pickPlace(
        ((clientX - box.left) / box.width) * 2 - 1,
        1 - ((clientY - box.top) / box.height) * 2,
        camera,
      );
    },
    pulse: (place, radius) => pulse.start(place, radius, seconds),
  };
}

/** Turning and zooming; the column turns by itself until somebody touches it. */
function startControls(camera: PerspectiveCamera, canvas: HTMLCanvasElement): OrbitControls {
  const controls = new OrbitControls(camera, canvas);
  controls.target.set(0, LOOK_AT, 0);
  controls.enablePan = false;
  controls.enableDamping = true;
  controls.minDistance = 2.5;
  controls.maxDistance = 14;
  controls.autoRotate = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  controls.autoRotateSpeed = TURN_SPEED;
  controls.addEventListener('start', () => (controls.autoRotate = false));
  canvas.style.touchAction = 'pan-y'; // a page that is read on a phone must scroll
  return controls;
}
