import { createChunkStore } from './datasets/chunk-store.js';
import { fetchManifest } from './datasets/manifest.js';
import { createNetwork } from './datasets/network.js';
import { createPlayer } from './datasets/player.js';
import { createFaultBoard, parseFaults, type FaultBoard } from './faults/fault-board.js';
import { startFrameLoop } from './frame-loop.js';
import { publishHandle } from './handle.js';
import { allowOptimiser, loading, mark, monitor, showDashboard } from './monitoring.js';
import { createPace } from './quality/pace.js';
import { createQuality, FIRST_CACHE_SIZE } from './quality/quality.js';
import { runColumn } from './run-column.js';
import { createColumn } from './simulation/column.js';
import { loadModule } from './simulation/exports.js';
import { FIRST_SIZE, SIZES } from './sizes.js';
import { stimulateOnClick } from './stimulate-on-click.js';
import { createDashboardButton, createThemeButton } from './ui/actions.js';
import { createCard, createField } from './ui/card.js';
import { createFaultPanel } from './ui/fault-panel.js';
import { createLayout } from './ui/layout.js';
import { createQualityPanel } from './ui/quality-panel.js';
import { createRatesPanel } from './ui/rates-panel.js';
import { createSegmented } from './ui/segmented.js';
import { createStatusBar } from './ui/status-bar.js';
import { createRaster } from './view/raster.js';
import { createScene } from './view/scene.js';
import { applyTheme, initialTheme, readTheme, type ThemeName } from './view/theme.js';

const SEED = 20_140;
const WASM_URL = `/cortical-column.wasm?v=${String(import.meta.env['VITE_WASM_VERSION'])}`;

/** Wires the demo, in the order in which data flows. */
export async function startApp(root: HTMLElement): Promise<void> {
  const parameters = new URLSearchParams(location.search);
  const theme = initialTheme(parameters);
  applyTheme(theme);
  const layout = createLayout(root);
  const network = createNetwork();
  const [module, manifest] = await Promise.all([loadModule(WASM_URL), fetchManifest(network)]);
  const scene = createScene(layout.stage, manifest.side);
  const firstSize = scene.software ? FIRST_SIZE.software : FIRST_SIZE.hardware;
  const size = SIZES[sizeFrom(parameters) ?? firstSize] ?? SIZES[firstSize];
  const column = await createColumn({ module, scale: size.scale, seed: SEED });

  const raster = createRaster(layout.raster);
  const rates = createRatesPanel();
  const status = createStatusBar();
  layout.stage.before(status.object);
  layout.activity.append(rates.object);
  for (const view of [scene, raster]) {
    view.setTheme(readTheme());
    view.setColumn(column.info);
    column.onResize((info) => view.setColumn(info));
  }

  const store = createChunkStore({ column, network, manifest }, FIRST_CACHE_SIZE);
  const player = createPlayer({ column, network, manifest, store }, manifest.datasets[0]?.name ?? '');
  const loop = startFrameLoop();
  const faults = createFaultBoard({
    column,
    network,
    onFrame: loop.onFrame,
    particles: (which) => scene.particles(which),
  });
  const pace = createPace();
  const quality = createQuality({ column, scene, store, player, pace });
  allowOptimiser(quality);
  const gpu = monitor?.measureGpu(scene.context);
  const parts = { loop, column, pace, player, scene, raster, rates, gpu };
  runColumn({ ...parts, showStatus: (now) => status.show(now) });
  stimulateOnClick(scene, column);

  const sizes = createSegmented(
    'Neurons',
    SIZES.map(({ label }) => label),
    setSize,
  );
  const datasets = createSegmented(
    'Stimulus',
    manifest.datasets.map(({ title }) => title),
    (at) => void setDataset(manifest.datasets[at]?.name ?? ''),
  );

  function setSize(index: number): void {
    const chosen = SIZES[index];
    if (!chosen) return;
    sizes.show(index);
    mark('neurons', chosen.label);
    // a task of its own, so that the choice is seen before the column is built
    void loading(
      new Promise<void>((resolve) => setTimeout(() => (column.resize(chosen.scale), resolve()), 20)),
    );
  }

  async function setDataset(name: string): Promise<void> {
    datasets.show(manifest.datasets.findIndex((dataset) => dataset.name === name));
    mark('dataset', name);
    await loading(player.select(name));
  }

  const shape = createCard(
    'Column',
    true,
    createField('Neurons', sizes.object),
    createField('Stimulus', datasets.object),
  );
  layout.panel.append(shape, createFaultPanel(faults), createQualityPanel(quality));
  sizes.show(SIZES.findIndex(({ scale }) => scale === size.scale));
  mark('neurons', size.label);
  await setDataset(player.dataset);
  publishHandle({ loop, faults, quality, column, player, store, monitor, setSize, setDataset });
  startFaultsOf(parameters, faults);

  const themeDashboard = await showDashboard(layout.dashboard);
  themeDashboard?.(theme);
  if (themeDashboard) layout.actions.append(createDashboardButton(root));
  const retheme = (next: ThemeName): void => {
    for (const view of [scene, raster]) view.setTheme(readTheme());
    themeDashboard?.(next);
  };
  layout.actions.append(createThemeButton(theme, retheme));
}

/** `?size=0` to `?size=3`. */
function sizeFrom(parameters: URLSearchParams): number | undefined {
  const text = parameters.get('size');
  return text !== null && /^\d$/.test(text) ? Number(text) : undefined;
}

/** `?fault=leak:2,slow:1`; a name that there is not is passed over, for a link must not break the page. */
function startFaultsOf(parameters: URLSearchParams, faults: FaultBoard): void {
  for (const [name, strength] of parseFaults(parameters.getAll('fault').join(','))) {
    if (faults.faults.some((fault) => fault.name === name)) faults.start(name, strength);
  }
}
