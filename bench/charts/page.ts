import { SUBJECTS, type Subject, type SubjectName } from './subjects.js';

/** Who is measured: a chart library's four charts, or the host alone, which animates all the time. */
export type Name = SubjectName | 'host';

/**
 * What the runner calls. All subjects stand on the page at once, each with its four charts in sight, and only the one
 * whose turn it is is updated: turns are short, so that what the machine does falls on all alike.
 */
export interface BenchPage {
  start(points: number): Promise<void>;
  /** One update and the frames after it, `TURN` ms in all. Returns the longest of our idle callbacks, ms. */
  turn(name: Name): Promise<number>;
  stop(): void;
}

/** Updates before the first that counts: half a minute of a dashboard, by which the code of all subjects is compiled. */
const WARM_UP = 30;
/** Enough for four charts in frames of their own, on a slow machine too; the same for all. */
const TURN = 150;

/** A host that animates: a small canvas, drawn in each frame. */
function animate(): void {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 24;
  document.body.append(canvas);
  const context = canvas.getContext('2d');
  const draw = (time: number): void => {
    context?.clearRect(0, 0, 24, 24);
    context?.fillRect((time / 40) % 20, 10, 4, 4);
    requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
}

let subjects: Partial<Record<Name, Subject>> = {};
let longest = 0;
let pending = 0;
let whenIdle: (() => void) | undefined;

const idle = window.requestIdleCallback.bind(window);
window.requestIdleCallback = (callback, options) => {
  pending++;
  return idle((deadline) => {
    const begin = performance.now();
    callback(deadline);
    longest = Math.max(longest, performance.now() - begin);
    if (--pending === 0) whenIdle?.();
  }, options);
};

/** Resolves once nothing waits for an idle period any more: all charts are drawn. */
const whenDrawn = (): Promise<void> => new Promise((done) => (whenIdle = done));

const page: BenchPage = {
  async start(points) {
    for (const [name, create] of Object.entries(SUBJECTS)) {
      const host = document.createElement('div');
      document.body.append(host);
      const subject = (subjects[name as Name] = create(host, points, whenDrawn));
      for (let i = 0; i < WARM_UP; i++) await subject.update();
    }
  },
  async turn(name) {
    longest = 0;
    const over = new Promise((done) => setTimeout(done, TURN));
    await subjects[name]?.update();
    await over;
    return longest;
  },
  stop() {
    for (const subject of Object.values(subjects)) subject.remove();
    subjects = {};
  },
};

document.body.style.margin = '0';
animate();
Object.assign(window, { benchPage: page });
