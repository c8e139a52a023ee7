// npm: harfbuzzjs@1.6.4
// toolchain: Emscripten C++
// runs: chromium node
// alternates: yes
import * as harfbuzz from '../work/node_modules/harfbuzzjs/dist/index.mjs';

export default {
  async setup() {
    return () => Object.keys(harfbuzz);
  },
};
