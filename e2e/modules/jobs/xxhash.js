// npm: xxhash-wasm@1.1.0
// toolchain: hand-written WAT
// runs: chromium node
// alternates: yes
import createHasher from '../work/node_modules/xxhash-wasm/esm/xxhash-wasm.js';

export default {
  async setup() {
    const { h32, h64, create64 } = await createHasher();
    return () => {
      const out = [];
      const stream = create64();
      for (let i = 0; i < 3_000; i++) {
        const text = `line ${i} of a file that somebody wants to know again`;
        out.push(h32(text, i), h64(text));
        stream.update(text);
      }
      return [...out, stream.digest()];
    };
  },
};
