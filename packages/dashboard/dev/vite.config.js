import path from 'node:path';
import { defaultClientConditions, defineConfig } from 'vite';

/** `npx vite -c packages/dashboard/dev/vite.config.js`, then `/dev/?state=critical&theme=dark&live`: made-up data. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  resolve: { conditions: ['@wasm-vitals/source', ...defaultClientConditions] },
});
