import * as esbuild from '/npm/esbuild-wasm/esm/browser.js';

/** TypeScript that differs from frame to frame. */
const source = (frame) =>
  Array.from(
    { length: 12 },
    (_, i) => `
export interface Point${i} { readonly x: number; readonly y?: number }
export const length${i} = ({ x, y = ${frame % 100} }: Point${i}): number => Math.hypot(x, y) ** ${i};
export class Shape${i}<T extends Point${i}> { #points: T[] = []; add(point: T) { this.#points.push(point); return this } }`,
  ).join('\n');

export async function startBundler(worker) {
  await esbuild.initialize({ wasmURL: '/npm/esbuild-wasm/esbuild.wasm', worker });
  return async (frame) => {
    const { code } = await esbuild.transform(source(frame), { loader: 'ts', minify: true, target: 'es2020' });
    return code;
  };
}
