// npm: @jsquash/jpeg@1.6.0
// toolchain: Emscripten embind
// runs: chromium node
// alternates: yes
import decode, { init as initDecode } from '../work/node_modules/@jsquash/jpeg/decode.js';
import encode, { init as initEncode } from '../work/node_modules/@jsquash/jpeg/encode.js';

export default {
  async setup(io) {
    globalThis.ImageData ??= class {
      constructor(data, width, height) {
        Object.assign(this, { data, width, height });
      }
    };
    await initEncode(await WebAssembly.compile(await io.read('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm')));
    await initDecode(await WebAssembly.compile(await io.read('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm')));
    const data = new Uint8ClampedArray(96 * 64 * 4).map((_, i) => (i * 13) % 255);
    return async () => {
      const jpeg = await encode({ data, width: 96, height: 64 }, { quality: 70 });
      const back = await decode(jpeg);
      return [new Uint8Array(jpeg), back.data];
    };
  },
};
