/* global document, window, requestAnimationFrame */
/**
 * What the pages of this bench share: work in each frame, a stream of small requests that the browser's cache mostly
 * answers, and a button whose presses cost a little.
 */

/** Requests come about so often (ms); one in so many is never cached, as an answer that is always new. */
const PAUSE_MS = 420;
const FRESH = 0.3;
const ITEMS = 8;

async function stream() {
  for (let turn = 0; ; turn++) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (0.5 + Math.random())));
    const uncached = Math.random() < (window.trafficUncached ?? FRESH);
    fetch(`/traffic/item/${turn % ITEMS}`, { cache: uncached ? 'no-store' : 'default' })
      .then((response) => response.arrayBuffer())
      .catch(() => undefined);
  }
}

function answerPresses() {
  let presses = 0;
  document.querySelector('button').addEventListener('pointerdown', ({ target }) => {
    const until = performance.now() + 3;
    while (performance.now() < until);
    target.textContent = `pressed ${++presses}`;
  });
}

/** @param {() => Promise<{ host: object, frame: (count: number) => void }>} start loads the module */
export async function runApp(start) {
  const { host, frame } = await start();
  window.benchHost = host;
  void stream();
  answerPresses();
  let count = 0;
  const next = () => {
    requestAnimationFrame(next);
    frame(count++);
  };
  requestAnimationFrame(next);
}
