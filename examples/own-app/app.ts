/** Stands for an app that loads a module of its own. */
const { instance } = await WebAssembly.instantiateStreaming(fetch('/my-module.wasm'));
(instance.exports['step'] as () => void)();
