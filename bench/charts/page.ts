import { SUBJECTS, type Subject, type SubjectName } from './subjects.js';

/** What the runner calls. Each run shows one subject alone, so that no chart of another is in its frames. */
export interface BenchPage {
  start(name: SubjectName, points: number): Promise<void>;
  /** Runs updates, one after the other. Returns the longest time of one of our idle callbacks, ms. */
  run(updates: number): Promise<number>;
  stop(): void;
}

const WARM_UP = 5;

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
    subject = SUBJECTS[name](document.body, points, whenDrawn);
    // The first drawings make caches and compile code.
    for (let i = 0; i < WARM_UP; i++) await subject.update();
  },
  async run(updates) {
    longest = 0;
    for (let i = 0; i < updates; i++) await subject?.update();
    return longest;
  },
  stop() {
    subject?.remove();
    subject = undefined;
  },
};

Object.assign(window, { benchPage: page });
