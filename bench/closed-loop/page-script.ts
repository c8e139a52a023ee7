import { PASSES } from '../../apps/cortical-column/src/faults/slow-exports.js';

/** The demo's own actions, by the names under which it registers them. */
const NAMES = [
  'draw-fewer-neurons',
  'lower-resolution',
  'coarser-simulation-step',
  'slower-simulation',
  'trim-stimulus-cache',
  'widen-stimulus-cache',
  'unload-datasets',
  'recycle-instance',
];

/** Trials that one run can hold: the budget of the loop. */
const MOST_TRIALS = 12;
/** Longer by this much a frame, while a harmful action is on (ms). */
const HARM_MS = 14;
/** The work of the slow export, times this, while a harmful action is on. */
const HARM_FACTOR = 1.6;

/**
 * What the bench does inside the page. Written as text: a bundler's marks don't exist there. A bad action comes under
 * many names, since the loop does not try again soon what failed; each is tried once.
 */
export const PAGE_SCRIPT = `
window.bench = {
  registered: [],
  good() { for (const remove of this.registered.splice(0)) remove(); },
  arm(mode, names = ${JSON.stringify(NAMES)}) {
    for (const name of names) corticalColumn.monitor.optimizer.setMode(name, mode);
  },
  first: () => corticalColumn.quality.map((control) => control.kind === 'once' ? undefined : control.get()),
  reset(levels) {
    corticalColumn.quality.forEach((control, i) => {
      if (typeof levels[i] === 'number' && control.get() !== levels[i]) control.set(levels[i]);
      if (control.name === 'instance-recycling') control.set(1);
    });
  },
  burnMore() {
    const passes = () => ${JSON.stringify([0, ...PASSES])}[corticalColumn.faults.strength('slow')];
    return [
      () => corticalColumn.column.setBurn(Math.round(passes() * ${HARM_FACTOR})),
      () => corticalColumn.column.setBurn(passes()),
    ];
  },
  blockMore() {
    let on = false;
    const frame = () => {
      if (!on) return;
      requestAnimationFrame(frame);
      const end = performance.now() + ${HARM_MS};
      while (performance.now() < end);
    };
    return [() => { on = true; requestAnimationFrame(frame); }, () => { on = false; }];
  },
  bad(mode, fault) {
    const kind = fault === 'frames' ? 'lower-render-cost' : 'lower-compute-cost';
    const [apply, revert] = mode === 'placebo' ? [() => {}, () => {}] : fault === 'frames' ? this.blockMore() : this.burnMore();
    for (let i = 0; i < ${MOST_TRIALS}; i++) {
      this.registered.push(corticalColumn.monitor.registerAction({ name: 'bench-' + mode + '-' + i, kind, cost: 0, mode: 'automatic', apply, revert }));
    }
  },
  read: (since) => ({
    ticks: corticalColumn.monitor.ticks().filter((tick) => tick.timestamp >= since)
      .map(({ functions, ...tick }) => tick),
    actions: corticalColumn.monitor.actions().filter((line) => line.timestamp >= since),
    alerts: corticalColumn.monitor.alerts().filter((alert) => alert.updatedAt >= since)
      .map(({ kind, openedAt, anomalies }) => ({ kind, openedAt, all: anomalies.map((one) => one.kind) })),
  }),
};`;

/**
 * Put before the page's own scripts: WebGL's draw calls do nothing. Without a graphics card the processor would draw, and
 * that would be most of the machine's load. Everything else of the page runs.
 */
export const NO_DRAWING = `
for (const Context of [WebGLRenderingContext, WebGL2RenderingContext]) {
  for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced', 'drawRangeElements']) {
    if (name in Context.prototype) Context.prototype[name] = () => {};
  }
}`;
