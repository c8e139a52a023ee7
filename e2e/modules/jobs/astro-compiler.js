// npm: @astrojs/compiler@4.0.0
// toolchain: Go
// runs: chromium
import { initialize, transform } from '../work/node_modules/@astrojs/compiler/dist/browser/index.js';

const SOURCE = `---
const items = [1, 2, 3];
---
<ul class="list">{items.map((item) => <li data-item={item}>{item * 2}</li>)}</ul>
<style>.list { color: rebeccapurple; } .list > li { margin: 0; }</style>`;

export default {
  async setup(io) {
    await initialize({ wasmURL: io.url('@astrojs/compiler/dist/astro.wasm') });
    return async () => {
      const { code, css } = await transform(SOURCE, { filename: '/list.astro', sourcemap: false });
      return [code, css];
    };
  },
};
