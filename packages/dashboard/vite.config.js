import { defaultClientConditions, defineConfig } from 'vite';

/**
 * `vite build` makes the script-tag bundle with everything inside. `npx vite packages/dashboard`, then
 * `/?state=critical&theme=dark&live`, shows the dashboard with made-up data.
 */
export default defineConfig({
  resolve: { conditions: ['@wasm-vitals/source', ...defaultClientConditions] },
  build: {
    emptyOutDir: false,
    lib: {
      entry: 'src/index.ts',
      formats: ['iife'],
      name: 'WasmVitalsDashboard',
      fileName: () => 'performance-dashboard.global.js',
    },
  },
});
