import { defineConfig, defaultClientConditions } from 'vite';

/** Each in one file. The page's leaves `WasmVitals` behind, the worker's starts by itself. */
const BUNDLES = {
  page: { entry: 'src/index.ts', name: 'WasmVitals', fileName: () => 'wasm-vitals.global.js' },
  worker: {
    entry: 'src/worker-auto.ts',
    name: 'WasmVitalsWorker',
    fileName: () => 'wasm-vitals-worker.global.js',
  },
};

/**
 * The script-tag bundle, and with `--mode worker` the one for `importScripts`. The command line injects the first into
 * pages, and the README's figures of the sizes are taken from them.
 */
export default defineConfig(({ mode }) => ({
  resolve: { conditions: ['@wasm-vitals/source', ...defaultClientConditions] },
  build: {
    target: 'es2022',
    emptyOutDir: false, // tsc writes its output into the same folder
    sourcemap: true,
    lib: { ...(mode === 'worker' ? BUNDLES.worker : BUNDLES.page), formats: ['iife'] },
  },
}));
