/* global document, window, requestAnimationFrame */
/**
 * What all pages share: work in animation frames, a checksum over the results of the first `frames` of them, and the
 * work going on after that, so that there is always something to measure. `window.result` is set once the checksum is
 * complete, `window.failure` where the page failed.
 */

/** 32-bit FNV-1a, over text: the same work gives the same eight digits. */
function createChecksum() {
  let hash = 0x811c9dc5;
  return {
    add(text) {
      for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
    },
    get hex() {
      return hash.toString(16).padStart(8, '0');
    },
  };
}

const show = (text) => {
  document.querySelector('#status').textContent = text;
};

/** Where scripts and selectors can see that the work is done: `window.result`, `[data-result]`. */
const publish = (result) => {
  window.result = result;
  document.querySelector('#status').dataset.result = result;
};

/**
 * @param {object} page
 * @param {number} page.frames how many frames of work the checksum covers
 * @param {() => Promise<(frame: number) => unknown>} page.start loads the module; gives the work of one frame, whose result is text or a promise of it
 */
export async function runPage({ frames, start }) {
  const checksum = createChecksum();
  try {
    const work = await start();
    for (let frame = 0; ; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const text = await work(frame);
      if (frame < frames) checksum.add(String(text));
      if (frame === frames - 1) publish(checksum.hex);
      if (frame % 10 === 0) show(`frame ${frame}${window.result ? `, result ${window.result}` : ''}`);
    }
  } catch (error) {
    window.failure = String(error);
    show(`failed: ${window.failure}`);
    throw error;
  }
}
