import { defineConfig, defaultClientConditions } from 'vite';

/**
 * The script-tag bundle: everything in one file that leaves the global `WasmVitals` behind. It is what the command line
 * injects into pages, and what the README's figure of the size is taken from.
 */
export default defineConfig({
  resolve: { conditions: ['@wasm-vitals/source', ...defaultClientConditions] },
  build: {
    target: 'es2022',
    emptyOutDir: false, // tsc writes its output into the same folder
    sourcemap: true,
    lib: {
      entry: 'src/index.ts',
      name: 'WasmVitals',
      formats: ['iife'],
      fileName: () => 'wasm-vitals.global.js',
    },
  },
});
