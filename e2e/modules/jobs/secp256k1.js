// npm: tiny-secp256k1@2.2.4
// toolchain: Rust (no bindgen)
// runs: node
import { createRequire } from 'node:module';

export default {
  async setup(io) {
    const require = createRequire(io.url('tiny-secp256k1/package.json'));
    const ecc = require('tiny-secp256k1');
    const key = new Uint8Array(32).fill(5);
    return () => {
      const out = [];
      for (let i = 1; i < 20; i++) {
        const hash = new Uint8Array(32).fill(i);
        const signature = ecc.sign(hash, key);
        out.push(signature, ecc.verify(hash, ecc.pointFromScalar(key), signature));
      }
      return out;
    };
  },
};
