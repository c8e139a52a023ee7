// npm: @resvg/resvg-wasm@2.6.2
// toolchain: Rust wasm-bindgen
// runs: chromium node
// alternates: yes
import { initWasm, Resvg } from '../work/node_modules/@resvg/resvg-wasm/index.mjs';

export default {
  async setup(io) {
    await initWasm(await io.read('@resvg/resvg-wasm/index_bg.wasm'));
    const shapes = Array.from(
      { length: 40 },
      (_, i) =>
        `<circle cx="${i * 5}" cy="${(i * 7) % 100}" r="${3 + (i % 9)}" fill="hsl(${i * 9} 80% 50%)" opacity=".7"/>`,
    );
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">${shapes.join('')}</svg>`;
    return () => {
      const resvg = new Resvg(svg);
      const image = resvg.render();
      const png = image.asPng();
      image.free();
      resvg.free();
      return png;
    };
  },
};
