// npm: meshoptimizer@1.3.0
// toolchain: clang (C++)
// runs: chromium node
// alternates: yes
import {
  MeshoptEncoder,
  MeshoptDecoder,
  MeshoptSimplifier,
} from '../work/node_modules/meshoptimizer/index.js';

export default {
  async setup() {
    await Promise.all([MeshoptEncoder.ready, MeshoptDecoder.ready, MeshoptSimplifier.ready]);
    const side = 40;
    const positions = new Float32Array(side * side * 3);
    const indices = [];
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        positions.set([x, y, Math.sin(x * 0.3) + Math.cos(y * 0.2)], (y * side + x) * 3);
        if (x < side - 1 && y < side - 1) {
          const a = y * side + x;
          indices.push(a, a + 1, a + side, a + 1, a + side + 1, a + side);
        }
      }
    return () => {
      const source = new Uint32Array(indices);
      const [fewer, error] = MeshoptSimplifier.simplify(source, positions, 3, 600, 0.05, []);
      const encoded = MeshoptEncoder.encodeVertexBuffer(new Uint8Array(positions.buffer), side * side, 12);
      const decoded = new Uint8Array(positions.byteLength);
      MeshoptDecoder.decodeVertexBuffer(decoded, side * side, 12, encoded);
      return [fewer.length, error, encoded, decoded];
    };
  },
};
