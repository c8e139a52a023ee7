import '/sdk/wasm-vitals-worker.global.js';
import './worker-jobs.js';
