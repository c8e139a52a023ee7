// npm: argon2id@1.0.1
// toolchain: clang (C)
// runs: chromium node
// alternates: yes
import setupArgon from '../work/node_modules/argon2id/lib/setup.js';

export default {
  async setup(io) {
    const load = (file) => async (imports) => WebAssembly.instantiate(await io.read(file), imports);
    const argon2id = await setupArgon(load('argon2id/dist/simd.wasm'), load('argon2id/dist/no-simd.wasm'));
    const bytes = (text) => new TextEncoder().encode(text);
    return () =>
      argon2id({
        password: bytes('secret'),
        salt: bytes('somesalt'),
        parallelism: 1,
        passes: 2,
        memorySize: 256,
        tagLength: 32,
      });
  },
};
