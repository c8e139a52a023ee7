// npm: manifold-3d@3.5.4
// toolchain: Emscripten embind
// runs: chromium node
// alternates: yes
import Module from '../work/node_modules/manifold-3d/manifold.js';

export default {
  async setup(io) {
    const wasm = await Module({
      wasmBinary: await io.read('manifold-3d/manifold.wasm'),
      locateFile: () => io.url('manifold-3d/manifold.wasm'),
    });
    wasm.setup();
    const { cube, sphere } = wasm.Manifold;
    return () => {
      const a = cube([1, 1, 1], true);
      const b = sphere(0.6, 32);
      const cut = a.subtract(b);
      const mesh = cut.getMesh();
      const facts = [
        cut.volume(),
        cut.surfaceArea(),
        cut.genus(),
        mesh.triVerts.length,
        [...mesh.vertProperties.slice(0, 90)],
      ];
      for (const solid of [a, b, cut]) solid.delete();
      return facts;
    };
  },
};
