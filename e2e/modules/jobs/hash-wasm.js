// npm: hash-wasm@4.13.0
// toolchain: clang (C)
// runs: chromium node
// alternates: yes
import { createSHA256, createXXHash64, md5, blake3 } from '../work/node_modules/hash-wasm/dist/index.esm.js';

export default {
  async setup() {
    const sha = await createSHA256();
    const xx = await createXXHash64();
    const small = new Uint8Array(64).map((_, i) => i * 7);
    return async () => {
      const digests = [];
      for (let i = 0; i < 400; i++) {
        small[0] = i;
        digests.push(sha.init().update(small).digest('hex'), xx.init().update(small).digest('hex'));
      }
      digests.push(await md5('the quick brown fox'), await blake3(small));
      return digests;
    };
  },
};
