// npm: esbuild-wasm@0.28.2
// toolchain: Go
// runs: chromium
import * as esbuild from '../work/node_modules/esbuild-wasm/esm/browser.js';

export default {
  async setup(io) {
    await esbuild.initialize({ wasmURL: io.url('esbuild-wasm/esbuild.wasm'), worker: false });
    const source = Array.from(
      { length: 40 },
      (_, i) => `export const f${i} = (a?: number): number => (a ?? ${i}) ** 2;`,
    ).join('\n');
    return async () =>
      (await esbuild.transform(source, { loader: 'ts', minify: true, target: 'es2015' })).code;
  },
};
