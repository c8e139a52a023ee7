// npm: @chainsafe/as-sha256@1.2.5
// toolchain: AssemblyScript
// runs: chromium node
// alternates: yes
import * as sha from '../work/node_modules/@chainsafe/as-sha256/lib/index.js';

export default {
  async setup() {
    return () => {
      const out = [];
      const data = new Uint8Array(64);
      for (let i = 0; i < 500; i++) {
        data[i % 64] = i;
        out.push(sha.digest64(data).slice());
      }
      out.push(sha.digest(new Uint8Array(5000).fill(9)));
      return out;
    };
  },
};
