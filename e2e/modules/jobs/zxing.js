// npm: zxing-wasm@3.1.4
// toolchain: Emscripten embind
// runs: chromium node
// alternates: yes
/* global ImageData */
import {
  prepareZXingModule,
  readBarcodes,
  writeBarcode,
} from '../work/node_modules/zxing-wasm/dist/es/full/index.js';

export default {
  async setup(io) {
    const wasmBinary = await io.read('zxing-wasm/dist/full/zxing_full.wasm');
    await prepareZXingModule({ overrides: { wasmBinary: wasmBinary.buffer }, fireImmediately: true });
    globalThis.ImageData ??= class {
      constructor(data, width, height) {
        Object.assign(this, { data, width, height });
      }
    };
    return async () => {
      const made = await writeBarcode('wasm-vitals 12345', { format: 'QRCode', scale: 4 });
      const { data, width, height } = made.symbol;
      const rgba = new Uint8ClampedArray(width * height * 4);
      for (let i = 0; i < data.length; i++) (rgba.fill(data[i], i * 4, i * 4 + 3), (rgba[i * 4 + 3] = 255));
      const read = await readBarcodes(new ImageData(rgba, width, height));
      return [made.svg, width, height, read.map(({ text, format }) => [text, format])];
    };
  },
};
