/* global importScripts */
importScripts('/sdk/wasm-vitals-worker.global.js', 'worker-jobs.js');
