import { SUBJECTS, type Subject, type SubjectName } from './subjects.js';

/**
 * What the runner calls. Each run shows one subject alone, so that no chart of another is in its frames, beside a host
 * that animates all the time: what its frames cost without any chart (`host`) is taken off what they cost with them.
 */
export interface BenchPage {
  start(name: SubjectName | 'host', points: number): Promise<void>;
  /** Runs an update every `PACE` ms. Returns the longest time of one of our idle callbacks, ms. */
  run(updates: number): Promise<number>;
  stop(): void;
}

const WARM_UP = 5;
/** Time for each update, ms: enough for four frames on a slow machine, the same for all. */
const PACE = 200;

/** A host that animates: a small canvas, drawn in each frame. */
function animate(): void {
  const canvas = document.createElement('canvas');
  document.body.append(canvas);
  const context = canvas.getContext('2d');
  const draw = (time: number): void => {
    context?.clearRect(0, 0, 300, 150);
    context?.fillRect((time / 10) % 280, 60, 20, 20);
    requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
}

let subject: Subject | undefined;
let longest = 0;
let waiting: { charts: number; done: () => void } | undefined;

const idle = window.requestIdleCallback.bind(window);
window.requestIdleCallback = (callback, options) =>
  idle((deadline) => {
    const begin = performance.now();
    callback(deadline);
    if (waiting && --waiting.charts === 0) waiting.done();
    longest = Math.max(longest, performance.now() - begin);
  }, options);

const whenDrawn = (charts: number): Promise<void> => new Promise((done) => (waiting = { charts, done }));

const page: BenchPage = {
  async start(name, points) {
    if (name === 'host') return;
    const host = document.createElement('div');
    document.body.append(host);
    subject = SUBJECTS[name](host, points, whenDrawn);
    // The first drawings make caches and compile code.
    for (let i = 0; i < WARM_UP; i++) await subject.update();
  },
  async run(updates) {
    longest = 0;
    for (let i = 0; i < updates; i++) {
      const pace = new Promise((done) => setTimeout(done, PACE));
      await subject?.update();
      await pace;
    }
    return longest;
  },
  stop() {
    subject?.remove();
    subject = undefined;
  },
};

animate();
Object.assign(window, { benchPage: page });
