// npm: @hpcc-js/wasm-graphviz@1.29.2
// toolchain: Emscripten embind
// runs: chromium node
// alternates: yes
import { Graphviz } from '../work/node_modules/@hpcc-js/wasm-graphviz/dist/index.js';

export default {
  async setup() {
    const graphviz = await Graphviz.load();
    const edges = Array.from({ length: 40 }, (_, i) => `n${i} -> n${(i * 7) % 23};`).join(' ');
    return () => graphviz.dot(`digraph { ${edges} }`, 'svg');
  },
};
