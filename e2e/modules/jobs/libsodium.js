// npm: libsodium-wrappers@0.8.4
// toolchain: Emscripten C
// runs: chromium node
// alternates: yes
import sodium from '../work/node_modules/libsodium-wrappers/dist/modules-esm/libsodium-wrappers.mjs';

export default {
  async setup() {
    await sodium.ready;
    const key = new Uint8Array(32).fill(7);
    const nonce = new Uint8Array(24).fill(3);
    return () => {
      const out = [];
      for (let i = 0; i < 60; i++) {
        const box = sodium.crypto_secretbox_easy(`message ${i} `.repeat(4_000), nonce, key);
        out.push(box, sodium.to_string(sodium.crypto_secretbox_open_easy(box, nonce, key)));
      }
      out.push(sodium.crypto_generichash(32, 'abc'), sodium.crypto_sign_seed_keypair(key).publicKey);
      return out;
    };
  },
};
