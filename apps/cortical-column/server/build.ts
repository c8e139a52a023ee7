import { buildPage } from './build-page.js';
import { buildWasm } from './build-wasm.js';

await buildWasm();
await buildPage();
