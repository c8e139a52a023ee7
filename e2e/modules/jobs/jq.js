// npm: jq-wasm@1.0.1
// toolchain: Emscripten C
// runs: chromium node
import * as jq from '../work/node_modules/jq-wasm/dist/index.js';

export default {
  async setup() {
    const input = { items: Array.from({ length: 50 }, (_, i) => ({ name: `n${i}`, size: (i * 37) % 91 })) };
    return async () => [
      await jq.json(input, '.items | group_by(.size % 5) | map({n: length, total: (map(.size) | add)})'),
      await jq.raw(input, '.items[] | select(.size > 80) | .name', ['-r']),
    ];
  },
};
