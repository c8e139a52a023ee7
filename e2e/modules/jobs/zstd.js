// npm: @bokuweb/zstd-wasm@0.0.27
// toolchain: Emscripten C
// runs: chromium
// alternates: yes
import { init, compress, decompress } from '../work/node_modules/@bokuweb/zstd-wasm/dist/web/index.web.js';

export default {
  async setup(io) {
    await init(io.url('@bokuweb/zstd-wasm/dist/web/zstd.wasm'));
    const data = new TextEncoder().encode('all work and no play '.repeat(2000));
    return () => {
      const small = compress(data, 6);
      return [small, decompress(small).length];
    };
  },
};
