/* global importScripts */
importScripts('/sdk/wasm-vitals-worker.global.js');
throw new Error('the worker’s own');
