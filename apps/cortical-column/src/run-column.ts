import type { Player } from './datasets/player.js';
import type { FrameLoop } from './frame-loop.js';
import type { Pace } from './quality/pace.js';
import type { Column } from './simulation/column.js';
import type { RatesPanel } from './ui/rates-panel.js';
import type { Status } from './ui/status-bar.js';
import type { Raster } from './view/raster.js';
import type { Scene } from './view/scene.js';

/** Told around the drawing of each frame. */
export interface Gpu {
  begin(): void;
  end(): void;
}

interface Deps {
  readonly loop: FrameLoop;
  readonly column: Column;
  readonly pace: Pace;
  readonly player: Player;
  readonly scene: Scene;
  readonly raster: Raster;
  readonly rates: RatesPanel;
  /** Measures what the GPU takes for the scene. */
  readonly gpu: Gpu | undefined;
  readonly showStatus: (status: Status) => void;
}

/** A frame advances the column by at most this much: where frames are slow, it falls behind real time and stays alive. */
const LONGEST_STEP_MS = 34;
/** Figures that people read change five times a second. */
const FIGURES_MS = 200;

/** Drives everything that happens in a frame, in the order in which data flows. */
export function runColumn(deps: Deps): void {
  const { loop, column, pace, player, scene, raster, rates, gpu, showStatus } = deps;
  let sinceFigures = 0;
  let figuresFrom = column.wasm.simulation_time();

  function figures(wall: number): void {
    const time = column.wasm.simulation_time();
    const speed = Math.max(0, time - figuresFrom) / wall;
    figuresFrom = time;
    rates.show(column.rates());
    const { neurons, synapses } = column.info;
    const reserved = column.wasm.memory.buffer.byteLength;
    showStatus({ fps: loop.fps(), speed, neurons, synapses, reserved, live: column.wasm.get_heap_size() });
  }

  loop.onFrame((elapsed, now) => {
    const before = column.wasm.simulation_time();
    const spikes = column.step(pace.share * Math.min(elapsed, LONGEST_STEP_MS));
    scene.flash(spikes.neurons);
    raster.draw(spikes, before, column.wasm.simulation_time());
    player.update();
    scene.setFilm(player.frame());
    gpu?.begin();
    scene.render(now);
    gpu?.end();
    sinceFigures += elapsed;
    if (sinceFigures < FIGURES_MS) return;
    figures(sinceFigures);
    sinceFigures = 0;
  });
}
