// npm: @jsquash/png@3.1.1
// toolchain: Rust wasm-bindgen
// runs: chromium node
// alternates: yes
import decode, { init as initDecode } from '../work/node_modules/@jsquash/png/decode.js';
import encode, { init as initEncode } from '../work/node_modules/@jsquash/png/encode.js';

export default {
  async setup(io) {
    const module = await WebAssembly.compile(await io.read('@jsquash/png/codec/pkg/squoosh_png_bg.wasm'));
    globalThis.ImageData ??= class {
      constructor(data, width, height) {
        Object.assign(this, { data, width, height });
      }
    };
    await initEncode(module);
    await initDecode(module);
    const data = new Uint8ClampedArray(64 * 48 * 4).map((_, i) => (i * 31) % 251);
    return async () => {
      const png = await encode({ data, width: 64, height: 48 });
      const back = await decode(png);
      return [png, back.data];
    };
  },
};
