// npm: @wasm-fmt/zig_fmt@0.15.2
// toolchain: Zig
// runs: chromium node
// alternates: yes
import init, { format } from '../work/node_modules/@wasm-fmt/zig_fmt/zig_fmt.js';

const SOURCE = Array.from(
  { length: 60 },
  (_, i) => `pub fn f${i}(a:i32,b :i32)i32{const x=a+${i};if(x>b){return x;}else{return b*x;}}`,
).join('\n');

export default {
  async setup(io) {
    await init(await io.read('@wasm-fmt/zig_fmt/zig_fmt.wasm'));
    return () => format(SOURCE);
  },
};
