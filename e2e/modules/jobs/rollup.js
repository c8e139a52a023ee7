// npm: @rollup/wasm-node@4.68.4
// toolchain: Rust wasm-bindgen
// runs: node
import { createRequire } from 'node:module';

export default {
  async setup(io) {
    const require = createRequire(io.url('@rollup/wasm-node/package.json'));
    const { rollup } = require('@rollup/wasm-node');
    const files = {
      a: 'import {b} from "b"; export const a = b + 1; const dead = 4;',
      b: 'export const b = 41; export const c = 2;',
    };
    return async () => {
      const bundle = await rollup({
        input: 'a',
        plugins: [{ resolveId: (id) => id, load: (id) => files[id] }],
      });
      const { output } = await bundle.generate({ format: 'es' });
      return output[0].code;
    };
  },
};
