// npm: brotli-wasm@3.0.1
// toolchain: Rust wasm-bindgen
// runs: chromium node
// alternates: yes
import init, * as brotli from '../work/node_modules/brotli-wasm/pkg.web/brotli_wasm.js';

export default {
  async setup(io) {
    await init(await io.read('brotli-wasm/pkg.web/brotli_wasm_bg.wasm'));
    const data = new TextEncoder().encode(
      Array.from({ length: 900 }, (_, i) => `line ${i * 7919}`).join('\n'),
    );
    return () => {
      const small = brotli.compress(data, { quality: 5 });
      return [small, brotli.decompress(small).length];
    };
  },
};
