import 'wasm-vitals/worker/auto'; // first: every module that is loaded from here on is measured

const { instance } = await WebAssembly.instantiateStreaming(fetch('/my-solver.wasm'));
const solve = instance.exports['solve'] as (size: number) => number;

addEventListener('message', ({ data }: MessageEvent<number>) => {
  postMessage(solve(data));
});
